import type { Clock } from '../../src/transport/transport.ts'

/** Start time of the test clocks, in milliseconds since the epoch: a whole second, as in the service's headers. */
export const start = Date.UTC(2026, 0, 1)

/** A clock that jumps: sleeping takes no time but is recorded. */
export function jumpingClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = []
  let now = start
  return {
    slept,
    now: () => now,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted()
      slept.push(milliseconds)
      now += milliseconds
    },
  }
}

/** A clock that stands still until the test advances it. */
export function standingClock(): Clock & { readonly sleepers: number; advance(milliseconds: number): Promise<void> } {
  let now = start
  const sleepers = new Set<{ until: number; wake: () => void }>()
  return {
    get sleepers() {
      return sleepers.size
    },
    now: () => now,
    sleep(milliseconds, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const sleeper = { until: now + milliseconds, wake: resolve }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          reject(signal.reason)
        })
      })
    },
    async advance(milliseconds) {
      now += milliseconds
      for (const sleeper of sleepers) {
        if (sleeper.until > now) continue
        sleepers.delete(sleeper)
        sleeper.wake()
      }
      await settled()
    },
  }
}

/** Resolves once everything that only awaits promises has run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
