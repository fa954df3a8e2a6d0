import { AbortError } from '../errors/transport.ts'
import type { Clock } from '../transport/transport.ts'

/** Options for waiting for something that the service does asynchronously. */
export interface WaitOptions {
  /** Milliseconds before the wait fails. Default: 600 000, ten minutes. */
  timeout?: number | undefined
  /** Milliseconds between the first two checks. The interval then grows to up to 15 000. Default: 1000. */
  interval?: number | undefined
  /** Aborts the wait. */
  signal?: AbortSignal | undefined
}

/** An object with a clock to wait by. A client is one. */
export interface Timed {
  /** The clock by which to wait. */
  readonly clock: Clock
}

const longestPause = 15_000
const growth = 1.5

const stillPending = Symbol('pending')

/** The result of a check that is not finished yet. */
export interface Pending {
  readonly [stillPending]: string
}

/** Creates the result of a check that is not finished yet, with what was seen instead. */
export const pending = (seen: string): Pending => ({ [stillPending]: seen })

/**
 * Polls until a check succeeds, with growing intervals. The first check is made immediately.
 *
 * @param cloudsmith whose clock to wait by
 * @param look checks once; resolves to what was waited for, or to {@link pending}
 * @param onTimeout creates the error for a wait that took too long, from what was last seen and the milliseconds waited
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
