import type { Task } from './clock.ts'

/** Those who sleep on a clock. */
export interface Sleepers {
  readonly count: number
  /**
   * Sleeps until the task that `schedule` is given runs.
   *
   * @throws the signal's reason when it is aborted before
   */
  sleep(schedule: (wake: Task) => void, signal?: AbortSignal): Promise<void>
}

/** Makes a dormitory; `onLeave` is called whenever somebody wakes up or gives up. */
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
