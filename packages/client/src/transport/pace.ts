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

/** Requests under way until the first answer tells of an allowance, or of none. */
const firstRequests = 5

/**
 * Holds requests back once the allowance of the window is used up, counting those that are still under way, until the window ends;
 * first come, first served. A new window is taken to allow as much as the last one, until its first answer says more. Until the
 * service has first answered, five at a time are sent.
 */
export function createPacer(next: Transport, { clock, maxRetryAfter }: PaceOptions): Pacer {
  let known: RateLimit | undefined
  let answered = false
  let underWay = 0
  let alarm: AbortController | undefined
  const line = new Set<() => void>()

  async function transport(...[request, context]: Parameters<Transport>): Promise<Response> {
    if (line.size > 0 || pauseBefore() > 0) await turn(context)
    else underWay += 1
    try {
      const response = await next(request, context)
      answered = true
      learn(readRateLimit(response.headers))
      return response
    } finally {
      underWay -= 1
      admit()
    }
  }

  /** Resolves when there is room. Whoever is let in counts as under way at once, before anybody else is looked at. */
  function turn({ operation, signal }: CallContext): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener('abort', leave)
        underWay += 1
        resolve()
      }
      const leave = () => {
        line.delete(enter)
        if (line.size === 0) alarm?.abort()
        reject(new AbortError(`${operation} was aborted.`, { cause: signal?.reason }))
      }
      if (signal?.aborted) return leave()
      signal?.addEventListener('abort', leave)
      line.add(enter)
      admit()
    })
  }

  function admit(): void {
    for (const enter of line) {
      const pause = pauseBefore()
      if (pause > 0) {
        wakeAfter(pause)
        return
      }
      line.delete(enter)
      enter()
    }
  }

  /** Milliseconds until there is room for one more; without end where only an answer can tell. */
  function pauseBefore(): number {
    if (known === undefined) return answered || underWay < firstRequests ? 0 : Number.POSITIVE_INFINITY
    const untilReset = known.resetAt - clock.now()
    if (untilReset <= 0) return underWay < Math.max(1, known.limit) ? 0 : Number.POSITIVE_INFINITY
    return underWay < known.remaining || untilReset > maxRetryAfter ? 0 : untilReset
  }

  /** One timer for the whole line. */
  function wakeAfter(pause: number): void {
    if (alarm !== undefined || pause === Number.POSITIVE_INFINITY) return
    alarm = new AbortController()
    const ring = () => {
      alarm = undefined
      admit()
    }
    clock.sleep(pause, alarm.signal).then(ring, ring)
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
