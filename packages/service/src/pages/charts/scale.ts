const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** Steps of a duration axis that people are used to, in seconds. */
const spans = [1, 5, 15, 30, minute, 5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 6 * hour, 12 * hour].concat(
  [1, 2, 5, 10, 20, 50, 100, 200, 500].map((days) => days * day),
)

/** The ticks of an axis: few, from 0 to at least the largest value. */
export function ticksOf(largest: number, kind: 'number' | 'span', most = 4): readonly number[] {
  const top = largest > 0 ? largest : kind === 'span' ? minute : 1
  const step = kind === 'span' ? (spans.find((span) => top / span <= most) ?? 1_000 * day) : roundStep(top / most)
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, index) => index * step)
}

/** Rounds up to 1, 2 or 5 times a power of ten, and to a whole number. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= least) ?? 10 * power
  return Math.max(1, step)
}
