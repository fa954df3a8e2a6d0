import type { Task } from './clock.ts'

/** The callers that sleep on a clock. */
export interface Sleepers {
  readonly count: number
  /**
   * Sleeps until the task that is passed to `schedule` runs.
   *
   * @throws the signal's reason if it is aborted before
   */
  sleep(schedule: (wake: Task) => void, signal?: AbortSignal): Promise<void>
}

/** Creates an empty set of sleepers. `onLeave` is called whenever one wakes up or is aborted. */
export function createSleepers(onLeave: () => void = () => {}): Sleepers {
  let count = 0
  return {
    get count() {
      return count
    },
    sleep(schedule, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason)
          return
        }
        count += 1
        let isAsleep = true
        const leave = () => {
          if (!isAsleep) return
          isAsleep = false
          count -= 1
          signal?.removeEventListener('abort', giveUp)
          onLeave()
        }
        const giveUp = () => {
          leave()
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', giveUp, { once: true })
        schedule(() => {
          leave()
          resolve()
        })
      })
    },
  }
}
