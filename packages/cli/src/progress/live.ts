import { styleText } from 'node:util'
import type { ApplyEvent } from '@cloudsmith-sdk/promotion'
import { visible } from '@cloudsmith-sdk/promotion/text'
import type { Sink } from '../core/context.ts'
import { nameOf } from '../results/name-of.ts'

/** What is shown while a run goes on. */
export interface Display {
  show(event: ApplyEvent): void
  /** Leaves what is shown where it is, as somebody else has written below it, and goes on after that. */
  leave(): void
}

/**
 * How far the run is, and the last thing that happened: two lines that are painted over, cut to the width that the terminal has at the moment. Where it
 * was made narrower since, it has wrapped them, and as many rows more are painted over.
 */
export function liveDisplay(terminal: Sink): Display {
  let painted: readonly string[] = []
  return {
    show(event) {
      const columns = terminal.columns ?? 80
      const rows = painted.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0)
      const back = rows === 0 ? '' : `\u001b[${rows}F\u001b[J`
      // In the last column some terminals wrap already.
      const [state, word] = [cut(stateOf(event, columns - 1), columns - 1), cut(visible(saying(event)), columns - 1)]
      terminal.write(`${back}${state}\n${styleText('dim', word)}\n`)
      painted = [state, word]
    },
    leave() {
      painted = []
    },
  }
}

/** Numbers first; a bar before them where there is room. */
function stateOf({ progress: { done, total, requests, minutes } }: ApplyEvent, width: number): string {
  const left = minutes === null ? '' : `, about ${Math.ceil(minutes)} min`
  const numbers = `${done} of ${total} packages, ${requests} requests left${left}`
  return width < numbers.length + 21 ? numbers : `${bar(done, total)} ${numbers}`
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
  if (widthOf(line) <= width) return line
  let kept = ''
  let left = width - 1
  for (const character of line) {
    left -= widthOf(character)
    if (left < 0) break
    kept += character
  }
  return width > 0 ? `${kept}…` : ''
}

/** Columns that a text takes at most: two for each character that may be wide. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, each) => sum + ((each.codePointAt(0) ?? 0) < 0x2e80 ? 1 : 2), 0)
