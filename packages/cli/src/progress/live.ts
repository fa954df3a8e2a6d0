import { styleText } from 'node:util'
import type { ApplyEvent } from '@cloudsmith-sdk/promotion'
import { visible } from '@cloudsmith-sdk/promotion/text'
import type { Sink } from '../core/context.ts'
import { plural } from '../core/plural.ts'
import { cut, widthOf } from './columns.ts'
import { type Saying, saying } from './saying.ts'

/** The progress display of a run. */
export interface Display {
  show(event: ApplyEvent): void
  /** Leaves the current lines in place, because something else was written below them, and continues after that. */
  leave(): void
  /** Ends the display. */
  end(): void
}

/** The time source of the display; tests have their own. */
export interface Ticking {
  /** Time of the run's clock, in milliseconds. */
  now(): number
  /** Calls repeatedly, and returns a function that stops that. */
  every(milliseconds: number, call: () => void): () => void
}

/** Milliseconds between repaints that only update the remaining time. */
const tick = 1_000

/**
 * Shows progress and what the run is doing or waiting for, in two lines that are repainted and cut to the current width of the terminal. If the
 * terminal was made narrower, it has wrapped them, and the extra rows are repainted too. While the run waits, the time to the next check counts down.
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
    // Some terminals in containers report a width of 0.
    const columns = terminal.columns || 80
    const rows = painted.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0)
    const back = rows === 0 ? '' : `\u001b[${rows}F\u001b[J`
    // Some terminals wrap in the last column already.
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

/** The longest wording that fits, or else the shortest one. */
const fitting = (ways: Saying, width: number): string => ways.find((way) => widthOf(way) <= width) ?? ways.at(-1) ?? ''

/** The progress in numbers, with a bar before it if there is room. */
function stateOf({ progress: { done, total, requests, minutes } }: ApplyEvent, width: number): string {
  const count = `${done} of ${total}`
  const left =
    requests === 0 ? '' : `, ${plural(requests, 'request')} left${minutes === null ? '' : `, about ${Math.ceil(minutes)} min`}`
  const whole = `${done} of ${plural(total, 'package')}${left}`
  return fitting([`${bar(done, total)} ${whole}`, whole, requests === 0 ? count : `${count}, ${requests} left`, count], width)
}

function bar(done: number, total: number): string {
  const filled = total === 0 ? 20 : Math.round((done / total) * 20)
  return `${'█'.repeat(filled)}${'░'.repeat(20 - filled)}`
}
