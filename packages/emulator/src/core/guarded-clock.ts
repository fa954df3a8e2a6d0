import type { EmulatorClock } from './clock.ts'

/**
 * A clock on which the emulator's own work may fail: that is told, and everything else goes on. On the clock itself, whoever moves time on
 * would fail instead, or nobody would know.
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
