import type { EmulatorClock } from './clock.ts'

/**
 * A clock that reports the failures of the emulator's own work and continues. Without it, such a failure would reject the promise of whoever advances
 * the time, or go unnoticed.
 */
export function guardedClock(clock: EmulatorClock, tell: (error: unknown, where: string) => void): EmulatorClock {
  return {
    now: () => clock.now(),
    callers: clock.callers,
    sleep: (ms, signal) => clock.sleep(ms, signal),
    schedule: (at, task) =>
      clock.schedule(at, async () => {
        try {
          await task()
        } catch (error) {
          tell(error, 'what it does in the background')
        }
      }),
    advance: (ms) => clock.advance(ms),
    settle: () => clock.settle(),
    track(work, kind) {
      if (kind === 'delivery') work.catch((error) => tell(error, 'sending a webhook'))
      return clock.track(work, kind)
    },
    clear: () => clock.clear(),
  }
}
