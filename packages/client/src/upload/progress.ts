import type { Clock } from '../transport/transport.ts'

/** Called with the number of bytes transferred so far, which decreases if the transfer starts again. */
export type OnBytes = (bytes: number) => void

/**
 * Reports the progress and speed of a transfer to a listener, once for each step. Anything that the listener throws is ignored, so that observing a
 * transfer cannot break it.
 */
export function progressOf<Progress>(
  clock: Clock,
  onProgress: ((progress: Progress) => void) | undefined,
  describe: (bytes: number, bytesPerSecond: number | undefined) => Progress,
): OnBytes {
  if (onProgress === undefined) return () => {}
  const measure = createMeter(clock)
  let last: number | undefined
  return (bytes) => {
    if (bytes === last) return
    last = bytes
    try {
      onProgress(describe(bytes, measure(bytes)))
    } catch {
      // There is nobody to report this to.
    }
  }
}

/** Milliseconds over which the speed is averaged. */
const span = 5000

/** Milliseconds between two samples. */
const grain = 250

/**
 * Creates a meter that takes each total and returns the bytes per second over the last five seconds, or undefined at the very start. If the total
 * falls, because something is sent again, the repeated bytes count as well.
 */
export function createMeter(clock: Clock): (total: number) => number | undefined {
  let moved = 0
  let last = 0
  const marks = [{ at: clock.now(), moved }]
  return function measure(total) {
    const at = clock.now()
    moved += Math.max(0, total - last)
    last = total
    while (marks[1] !== undefined && marks[1].at <= at - span) marks.shift()
    const [first = { at, moved }] = marks
    if (at - (marks.at(-1)?.at ?? at) >= grain) marks.push({ at, moved })
    return at > first.at ? ((moved - first.moved) * 1000) / (at - first.at) : undefined
  }
}
