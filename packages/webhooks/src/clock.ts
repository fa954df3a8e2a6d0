/** Time, injectable so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The longest wait that timers know; they take a longer one for none. */
const longest = 2 ** 31 - 1

/** The machine's own time. */
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

/** Waits for some work, but no longer than so many milliseconds: after them, what `late` gives or throws takes its place. */
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
