import { AbortError } from '../errors/transport.ts'
import type { Clock } from '../transport/transport.ts'

/** How long, and how, to wait for something that the service does in its own time. */
export interface WaitOptions {
  /** Milliseconds until the wait ends without success. Default: 600 000, ten minutes. */
  timeout?: number | undefined
  /** Milliseconds between the first two looks; the pause grows from there to 15 000. Default: 1000. */
  interval?: number | undefined
  /** Ends the wait. */
  signal?: AbortSignal | undefined
}

/** Whoever has a time of its own to wait by: a client has the one that it was made with. */
export interface Timed {
  readonly clock: Clock
}

const longestPause = 15_000
const growth = 1.5

const stillPending = Symbol('pending')

/** What a look gives that did not see the end yet. */
export interface Pending {
  readonly [stillPending]: string
}

/** Says that the end is not there yet, and what was seen instead. */
export const pending = (seen: string): Pending => ({ [stillPending]: seen })

/**
 * Looks until the end is seen. The first look comes at once.
 *
 * @param cloudsmith whose clock to wait by
 * @param look asks the service; gives what was waited for, or {@link pending}
 * @param onTimeout makes the error for a wait that took too long, from what was last seen instead and the milliseconds waited
 * @throws {AbortError} the signal was aborted
 */
export async function waitUntil<T extends object>(
  { clock }: Timed,
  look: () => Promise<T | Pending>,
  onTimeout: (seen: string, waited: number) => Error,
  { timeout = 600_000, interval = 1000, signal }: WaitOptions,
): Promise<T> {
  const start = clock.now()
  for (let pause = interval; ; pause = Math.min(longestPause, pause * growth)) {
    if (signal?.aborted) throw new AbortError('The wait was aborted.', { cause: signal.reason })
    const seen = await look()
    if (!(stillPending in seen)) return seen
    const left = start + timeout - clock.now()
    if (left <= 0) throw onTimeout(seen[stillPending], timeout)
    await clock.sleep(Math.min(pause, left), signal).catch((cause: unknown) => {
      throw new AbortError('The wait was aborted.', { cause })
    })
  }
}
