import { later } from '../load-later.ts'
import { createAllowance } from './allowance.ts'
import type { RateLimit } from './rate-limit.ts'
import type { CallContext, Clock, Outgoing, Transport } from './transport.ts'
import type { WaitingLine } from './waiting-line.ts'

/** Keeps all requests of a client within the rate limit that the service reports. */
export interface Pacer {
  /** The rate limit that the service last reported. */
  readonly rateLimit: RateLimit | undefined
  readonly transport: Transport
}

/**
 * Holds requests back while the rate limit, less the call's `reserve`, is used up, counting requests that are still under way. Calls with the
 * same reserve are sent in the order in which they were made.
 *
 * @throws {RateLimitError} a call would be held back for longer than it allows
 */
export function createPacer(next: Transport, clock: Clock): Pacer {
  const allowance = createAllowance(clock)
  let line: WaitingLine | undefined

  async function transport(request: Outgoing, context: CallContext): Promise<Response> {
    if (line?.hasFormed(context.reserve) || allowance.pauseBefore(context.reserve) > 0) {
      // Loaded when first needed: most programs never have to wait.
      const { createWaitingLine } = await later()
      line ??= createWaitingLine(allowance, clock)
      await line.turn(context)
    } else allowance.underWay += 1
    let changed = false
    try {
      const response = await next(request, context)
      changed = allowance.learn(response, response.status === 429 ? await waitAfter(response) : 0)
      return response
    } finally {
      allowance.underWay -= 1
      line?.admit(changed)
    }
  }

  /** How long a 429 asks to wait. The code that reads it is loaded when first needed; until then, no other request is sent. */
  async function waitAfter(response: Response): Promise<number> {
    allowance.beingRead += 1
    const { readWait } = await later()
    allowance.beingRead -= 1
    return readWait(response, clock.now()) ?? 0
  }

  return {
    get rateLimit() {
      return allowance.rateLimit
    },
    transport,
  }
}
