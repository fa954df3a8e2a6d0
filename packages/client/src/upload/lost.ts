import { ApiError, BadRequestError, NotFoundError, ServerError, ValidationError } from '../errors/api.ts'
import { AbortError, ConnectionError, RedirectError } from '../errors/transport.ts'
import { sitsOut } from '../transport/patience.ts'
import type { Clock, Limits } from '../transport/transport.ts'
import { backOff, wasRefused } from '../transport/wait-to-retry.ts'

/** Whether nobody knows if the service has acted on a request that ended like this. */
export function isLost(error: unknown): boolean {
  if (error instanceof ConnectionError) return !(error instanceof RedirectError) && !wasRefused(error)
  return error instanceof ServerError || (error instanceof ApiError && error.status === 408)
}

/** Whether the service understood, and will not: what it also says to a request that it has acted on before. */
const isRefusal = (error: unknown) =>
  error instanceof BadRequestError || error instanceof NotFoundError || error instanceof ValidationError

/** How to go on after lost answers. */
export interface Persistence {
  readonly limits: Limits
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
}

/** What came of a request beside an answer: it was lost, or refused after an earlier answer to it was lost. */
export type Doubt = 'lost' | 'refused'

/**
 * Asks for something that must not be done twice. Where the answer is lost, what has come of it is looked up before it is asked for again,
 * up to `retries` times; where it is then refused, it is looked up as well, because it may be refused for having been done.
 *
 * @param ask sends the request, once
 * @param look gives what the request was to bring about, or undefined where that cannot be seen
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

/** Asks for something that may be done twice, until there is an answer: {@link askUntilKnown} with nothing to look for. */
export const askAgain = <T>(ask: () => Promise<T>, persistence: Persistence): Promise<T> =>
  askUntilKnown(ask, async () => undefined, persistence)

/** Where nothing can be seen, that is no reason to stop: the next look may tell, and the first error says more. */
function blind(error: unknown): undefined {
  if (error instanceof AbortError) throw error
}
