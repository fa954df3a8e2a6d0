import type { Clock } from '../transport/transport.ts'

/** Hears how many bytes have moved so far: fewer than before where it begins again. */
export type OnBytes = (bytes: number) => void

/**
 * Tells a listener how far something has come, and how fast it goes, once for each step. What the listener throws is dropped: watching must
 * not break what is watched.
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
      // Nobody is there who could hear of it.
    }
  }
}

/** Milliseconds that a rate looks back. */
const span = 5000

/** Milliseconds between two of the moments that it remembers. */
const grain = 250

/**
 * Makes a meter, which is told each total and gives the bytes per second of the last five seconds: undefined until time has passed. Where a
 * total falls back, because something is sent again, what goes then counts as well.
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
