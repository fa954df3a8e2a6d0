import { styleText } from 'node:util'
import type { ApplyEvent } from '@cloudsmith-sdk/promotion'
import { visible } from '@cloudsmith-sdk/promotion/text'
import type { Sink } from '../core/context.ts'
import { cut, widthOf } from './columns.ts'
import { type Saying, saying } from './saying.ts'

/** What is shown while a run goes on. */
export interface Display {
  show(event: ApplyEvent): void
  /** Leaves what is shown where it is, as somebody else has written below it, and goes on after that. */
  leave(): void
  /** Nothing is shown any more. */
  end(): void
}

/** How the display knows that time passes; tests have their own. */
export interface Ticking {
  /** Milliseconds of the clock that the run goes by. */
  now(): number
  /** Calls again and again, and gives what ends that. */
  every(milliseconds: number, call: () => void): () => void
}

/** Milliseconds between paints in which nothing has changed but the time that is left. */
const tick = 1_000

/**
 * How far the run is, and what it does or waits for: two lines that are painted over, cut to the width that the terminal has at the moment. Where it
 * was made narrower since, it has wrapped them, and as many rows more are painted over. While it waits, the time to the next look is counted down.
 */
export function liveDisplay(terminal: Sink, ticking: Ticking): Display {
  let painted: readonly string[] = []
  let shown: { readonly event: ApplyEvent; readonly at: number } | undefined
  terminal.on?.('resize', paint)
  const endTicking = ticking.every(tick, () => {
    if (shown?.event.type === 'looked') paint()
  })

  function paint() {
    if (shown === undefined) return
    const { event, at } = shown
    // In containers some terminals claim to have none.
    const columns = terminal.columns || 80
    const rows = painted.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0)
    const back = rows === 0 ? '' : `\u001b[${rows}F\u001b[J`
    // In the last column some terminals wrap already.
    const said = saying(event, ticking.now() - at)
    const [state, word] = [cut(stateOf(event, columns - 1), columns - 1), cut(visible(fitting(said, columns - 1)), columns - 1)]
    terminal.write(`${back}${state}\n${styleText('dim', word)}\n`)
    painted = [state, word]
  }

  return {
    show(event) {
      shown = { event, at: ticking.now() }
      paint()
    },
    leave() {
      painted = []
    },
    end() {
      endTicking()
      terminal.off?.('resize', paint)
    },
  }
}

/** The longest way to say it that fits; else the shortest. */
const fitting = (ways: Saying, width: number): string => ways.find((way) => widthOf(way) <= width) ?? ways.at(-1) ?? ''

/** Numbers first; a bar before them where there is room, and less after them where there is little. */
function stateOf({ progress: { done, total, requests, minutes } }: ApplyEvent, width: number): string {
  const count = `${done} of ${total}`
  const left = requests === 0 ? '' : `, ${requests} requests left${minutes === null ? '' : `, about ${Math.ceil(minutes)} min`}`
  const whole = `${count} packages${left}`
  return fitting([`${bar(done, total)} ${whole}`, whole, requests === 0 ? count : `${count}, ${requests} left`, count], width)
}

function bar(done: number, total: number): string {
  const filled = total === 0 ? 20 : Math.round((done / total) * 20)
  return `${'█'.repeat(filled)}${'░'.repeat(20 - filled)}`
}
