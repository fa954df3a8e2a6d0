import { ApiError, BadRequestError, NotFoundError, ValidationError } from '../errors/api.ts'
import { AbortError } from '../errors/transport.ts'
import { isLost } from '../transport/lost.ts'
import { sitsOut } from '../transport/patience.ts'
import type { Clock, Limits } from '../transport/transport.ts'
import { backOff } from '../transport/wait-to-retry.ts'

/** Whether the service refused a request, which it also does if the same request has already taken effect. */
const isRefusal = (error: unknown) =>
  error instanceof BadRequestError || error instanceof NotFoundError || error instanceof ValidationError

/** How to continue after lost responses. */
export interface Persistence {
  readonly limits: Limits
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
}

/** Why it is unknown whether a request took effect: its response was lost, or it was refused after an earlier response was lost. */
export type Doubt = 'lost' | 'refused'

/**
 * Sends a request that must not take effect twice. If the response is lost, checks whether the request took effect before sending it again, up to
 * `retries` times. If it is then refused, checks as well, because it may be refused for the very reason that it had taken effect.
 *
 * @param ask sends the request, once
 * @param look checks for the effect of the request; resolves to undefined if there is none
 */
export async function askUntilKnown<T>(
  ask: () => Promise<T>,
  look: (doubt: Doubt) => Promise<T | undefined>,
  { limits, clock, signal }: Persistence,
): Promise<T> {
  let wasLost = false
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      const lost = isLost(error)
      wasLost ||= lost
      if (!wasLost || !(lost || isRefusal(error))) throw error
      if (lost) await pause(error, attempt)
      const seen = await look(lost ? 'lost' : 'refused').catch(blind)
      if (seen !== undefined) return seen
      if (!lost || attempt > limits.retries) throw error
    }
  }

  async function pause(error: unknown, attempt: number): Promise<void> {
    const asked = error instanceof ApiError ? error.retryAfter : undefined
    if (asked !== undefined && !sitsOut(limits, asked, clock.now())) throw error
    await clock.sleep(asked ?? backOff(attempt, Math.random), signal).catch((cause: unknown) => {
      throw new AbortError('The push was aborted.', { cause })
    })
  }
}

/** Sends a request that may take effect twice, until there is a response: {@link askUntilKnown} without a check. */
export const askAgain = <T>(ask: () => Promise<T>, persistence: Persistence): Promise<T> =>
  askUntilKnown(ask, async () => undefined, persistence)

/** A failed check is no reason to stop: the next one may succeed, and the first error says more. */
function blind(error: unknown): undefined {
  if (error instanceof AbortError) throw error
}
