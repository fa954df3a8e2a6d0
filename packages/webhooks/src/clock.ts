/** A clock that can be replaced, so that tests need not wait. */
export interface Clock {
  /** The current time, in milliseconds since the epoch. */
  now(): number
  /** Resolves after the given number of milliseconds; rejects with the signal's reason if it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The longest delay of a timer, in milliseconds: a longer one would fire at once. */
const longest = 2 ** 31 - 1

/** The system clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep(milliseconds, signal) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, Math.min(milliseconds, longest))
      signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(signal.reason)
      })
    })
  },
}

/** Waits for work to finish, but no longer than the given number of milliseconds; then returns or throws the result of `late` instead. */
export async function within<T>(
  { sleep }: Pick<Clock, 'sleep'>,
  milliseconds: number,
  work: T | PromiseLike<T>,
  late: () => T | PromiseLike<T>,
): Promise<T> {
  const timer = new AbortController()
  try {
    return await Promise.race([work, sleep(milliseconds, timer.signal).then(late)])
  } finally {
    timer.abort()
  }
}
