import { outgoing } from '../../src/transport/outgoing.ts'
import { createPacer } from '../../src/transport/pace.ts'
import type { CallContext } from '../../src/transport/transport.ts'
// The queue is loaded when a call first has to wait; the steps of a test must not wait for that.
import '../../src/later.ts'
import { settled, standingClock, start } from './clock.ts'
import { contextOf } from './transport.ts'

/** Length of a rate-limit window in milliseconds. */
export const windowLength = 60_000

/** A service that allows a number of requests per window, counts them as they arrive, and answers when told to, in any order. */
function limitedService(limit: number, clock: { now(): number }) {
  const underWay: ((answer?: Error | Response) => void)[] = []
  const seen = new Map<number, number>()
  return {
    underWay,
    /** Number of requests by window. */
    get arrivals() {
      return [...seen.values()]
    },
    transport: () =>
      new Promise<Response>((resolve, reject) => {
        const window = Math.floor((clock.now() - start) / windowLength)
        const count = (seen.get(window) ?? 0) + 1
        seen.set(window, count)
        const headers = {
          'X-RateLimit-Limit': String(limit),
          'X-RateLimit-Remaining': String(Math.max(0, limit - count)),
          'X-RateLimit-Reset': String((start + (window + 1) * windowLength) / 1000),
        }
        underWay.push((answer) => {
          if (answer instanceof Error) reject(answer)
          else resolve(answer ?? new Response(null, { status: 204, headers }))
        })
      }),
  }
}

/** A pacer for a service that allows a number of requests per window, with a clock that stands still. */
export function paced(limit: number, maxRetryAfter = windowLength) {
  const clock = standingClock()
  const service = limitedService(limit, clock)
  const pacer = createPacer(service.transport, clock)
  const send = (signal?: AbortSignal) => sendWith({ signal })
  const sendWith = (known: Partial<CallContext>) =>
    pacer.transport(outgoing(new Request('https://api.cloudsmith.io/')), contextOf({ maxRetryAfter, ...known }))
  /** Answers the oldest request that is under way. */
  async function answer(instead?: Error | Response): Promise<void> {
    service.underWay.shift()?.(instead)
    await settled()
  }
  return { clock, service, pacer, send, sendWith, answer }
}

/** A 429 that asks to wait a number of seconds. */
export const throttled = (seconds?: number) =>
  new Response(null, { status: 429, headers: seconds === undefined ? {} : { 'Retry-After': String(seconds) } })
