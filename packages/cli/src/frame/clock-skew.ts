import type { FetchLike } from '@cloudsmith-sdk/client'

/** Clock skew in milliseconds below which promotions are not affected. */
const tolerated = 60_000

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/**
 * The clock skew between this machine and the sender of a response, as a sentence without a full stop; undefined if it is tolerable or the response
 * has no time.
 *
 * @param machine time of this machine in milliseconds since 1970
 */
export function skewIn({ headers }: Response, machine: number): string | undefined {
  const apart = Date.parse(headers.get('date') ?? '') - machine
  if (!(Math.abs(apart) > tolerated)) return undefined
  const [unit, size] = units.find(([, each]) => Math.abs(apart) >= 2 * each) ?? units[3]
  const span = `${Math.round(Math.abs(apart) / size)} ${unit}s`
  return `this machine is ${span} ${apart > 0 ? 'behind' : 'ahead of'} the service: freezes, soak times and approvals will be evaluated wrongly`
}

/** Sends requests, and reports once if the clock of this machine is wrong. */
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
