import type { Clock } from './transport.ts'

/** The longest delay of a timer, in milliseconds (24.8 days): a longer one would fire at once. */
export const longestTimer = 2 ** 31 - 1

/** The system clock, which a client uses by default. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep(milliseconds, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const timer = setTimeout(done, Math.min(milliseconds, longestTimer))
      signal?.addEventListener('abort', aborted, { once: true })

      function done() {
        signal?.removeEventListener('abort', aborted)
        resolve()
      }
      function aborted() {
        clearTimeout(timer)
        reject(signal?.reason)
      }
    })
  },
}
