import { WaitTimeoutError } from '@cloudsmith-sdk/client'
import { pending, type Timed, waitUntil } from '@cloudsmith-sdk/client/sync'

/** Options of {@link untilNoneLeft}. */
export interface LookOptions {
  /** Milliseconds to keep looking. */
  readonly timeout: number
  readonly signal: AbortSignal | undefined
}

/** Milliseconds before the second look; later pauses are longer. */
const firstPause = 2_000

/**
 * Looks repeatedly until nothing is left to wait for, or the time is up.
 *
 * @param cloudsmith provides the clock to wait by
 * @param look queries the service, and returns what is left
 * @returns what is left at the end
 */
export async function untilNoneLeft<T>(
  cloudsmith: Timed,
  look: () => Promise<readonly T[]>,
  options: LookOptions,
): Promise<readonly T[]> {
  let left: readonly T[] = []
  const lookAgain = async () => {
    left = await look()
    return left.length === 0 ? left : pending(`${left.length} left`)
  }
  try {
    return await waitUntil(cloudsmith, lookAgain, (text) => new WaitTimeoutError(text), { ...options, interval: firstPause })
  } catch (error) {
    if (!(error instanceof WaitTimeoutError)) throw error
    return left
  }
}
