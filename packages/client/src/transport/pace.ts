import { AbortError } from '../errors/transport.ts'
import { type RateLimit, readRateLimit } from './rate-limit.ts'
import type { CallContext, Clock, Transport } from './transport.ts'

/** How to hold back. */
export interface PaceOptions {
  /** Milliseconds; a request that would be held back longer is sent, so that the service's refusal tells the caller. */
  maxRetryAfter: number
  clock: Clock
}

/** Keeps all requests of a client within the allowance that the service tells of. */
export interface Pacer {
  /** What the service last said. */
  readonly rateLimit: RateLimit | undefined
  readonly transport: Transport
}

/**
 * Holds requests back once the allowance of the window is used up, counting those that are still under way, until the window ends.
 * A new window is taken to allow as much as the last one, until its first answer says more. Before the service has said anything,
 * nothing is held back.
 */
export function createPacer(next: Transport, { clock, maxRetryAfter }: PaceOptions): Pacer {
  let known: RateLimit | undefined
  let underWay = 0
  let answered: AbortController | undefined

  async function transport(...[request, context]: Parameters<Transport>): Promise<Response> {
    for (let pause = pauseBefore(); pause > 0; pause = pauseBefore()) await rest(pause, context)
    underWay += 1
    try {
      const response = await next(request, context)
      learn(readRateLimit(response.headers))
      return response
    } finally {
      underWay -= 1
      answered?.abort()
      answered = undefined
    }
  }

  /** Milliseconds until there is room for one more; without end where only an answer can tell. */
  function pauseBefore(): number {
    if (known === undefined) return 0
    const untilReset = known.resetAt - clock.now()
    if (untilReset <= 0) return underWay < Math.max(1, known.limit) ? 0 : Number.POSITIVE_INFINITY
    return underWay < known.remaining || untilReset > maxRetryAfter ? 0 : untilReset
  }

  /** Ends early when an answer comes, which may bring room. */
  async function rest(pause: number, { operation, signal }: CallContext): Promise<void> {
    answered ??= new AbortController()
    const early = AbortSignal.any(signal === undefined ? [answered.signal] : [answered.signal, signal])
    await (pause === Number.POSITIVE_INFINITY ? endOf(early) : clock.sleep(pause, early)).catch((cause: unknown) => {
      if (signal?.aborted) throw new AbortError(`${operation} was aborted.`, { cause })
    })
  }

  /** Answers may overtake each other: inside one window only a smaller rest is news. */
  function learn(told: RateLimit | undefined): void {
    if (told === undefined) return
    if (known !== undefined && known.resetAt === told.resetAt && known.remaining <= told.remaining) return
    if (known !== undefined && told.resetAt < known.resetAt) return
    known = told
  }

  return {
    get rateLimit() {
      return known
    },
    transport,
  }
}

function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}
