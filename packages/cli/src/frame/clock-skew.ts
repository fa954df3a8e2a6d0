import type { FetchLike } from '@cloudsmith-sdk/client'

/** Milliseconds by which clocks may differ before anything of a promotion comes out otherwise. */
const tolerated = 60_000

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/**
 * How far a clock is from the one that an answer was written by, as a sentence without full stop; undefined where they are as good as one, or no time is
 * told.
 *
 * @param machine milliseconds since 1970
 */
export function skewIn({ headers }: Response, machine: number): string | undefined {
  const apart = Date.parse(headers.get('date') ?? '') - machine
  if (!(Math.abs(apart) > tolerated)) return undefined
  const [unit, size] = units.find(([, each]) => Math.abs(apart) >= 2 * each) ?? units[3]
  const span = `${Math.round(Math.abs(apart) / size)} ${unit}s`
  return `this machine is ${span} ${apart > 0 ? 'behind' : 'ahead of'} the service: freezes, soak times and approvals will be evaluated wrongly`
}

/** Sends, and tells once where the clock of this machine is wrong. */
export function tellingSkew(send: FetchLike, now: () => number, tell: (sentence: string) => void): FetchLike {
  let isTold = false
  return async (request, init) => {
    const response = await send(request, init)
    const skew = isTold ? undefined : skewIn(response, now())
    if (skew !== undefined) {
      isTold = true
      tell(skew)
    }
    return response
  }
}
