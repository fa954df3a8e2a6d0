import { realClock } from '@cloudsmith-sdk/emulator'

/** A clock that starts some time ago, and is moved on to the present by whoever fills the past. It goes on like any other then. */
export function clockFrom(millisecondsAgo: number): ReturnType<typeof realClock> {
  const clock = realClock()
  return {
    ...clock,
    now: () => clock.now() - millisecondsAgo,
    schedule: (at, task) => clock.schedule(at + millisecondsAgo, task),
  }
}
