import { stripVTControlCharacters, styleText } from 'node:util'
import type { ApplyEvent } from '@cloudsmith-sdk/promotion'
import type { Sink } from '../core/context.ts'
import { nameOf } from '../results/name-of.ts'

/** What is shown while a run goes on. */
export interface Display {
  show(event: ApplyEvent): void
  end(): void
}

/** The last thing that happened, and how far the run is: two lines that are painted over, cut to the width that the terminal has at the moment. */
export function liveDisplay(terminal: Sink): Display {
  let painted = 0
  const paint = (lines: readonly string[]) => {
    const width = Math.max(10, (terminal.columns ?? 80) - 1)
    const back = painted === 0 ? '' : `\u001b[${painted}F\u001b[J`
    terminal.write(`${back}${lines.map((line) => `${cut(line, width)}\n`).join('')}`)
    painted = lines.length
  }
  return {
    show(event) {
      const { done, total, requests, minutes } = event.progress
      const left = minutes === null ? '' : `, about ${Math.ceil(minutes)} min`
      paint([
        `${bar(done, total)} ${done} of ${total} packages, ${requests} requests left${left}`,
        styleText('dim', saying(event)),
      ])
    },
    end() {
      painted = 0
    },
  }
}

function bar(done: number, total: number): string {
  const filled = total === 0 ? 20 : Math.round((done / total) * 20)
  return `${'█'.repeat(filled)}${'░'.repeat(20 - filled)}`
}

function saying(event: ApplyEvent): string {
  switch (event.type) {
    case 'checked':
      return `both sides checked: ${event.sending} to send, ${event.present} there already`
    case 'sent':
      return `sent ${event.packages.length}`
    case 'looked':
      return `waiting for ${event.pending} to arrive and be scanned`
    case 'finished':
      return event.report.outcome
    default:
      return `${event.type} ${nameOf(event.package)}`
  }
}

/** A line that is too long would wrap, and the next paint leave half of it behind. */
function cut(line: string, width: number): string {
  const plain = stripVTControlCharacters(line)
  return plain.length <= width ? line : `${plain.slice(0, width - 1)}…`
}
