import type { EmulatorClock, Task } from './clock.ts'
import { createQuiet } from './quiet.ts'
import { createSleepers } from './sleepers.ts'
import { createTaskQueue } from './task-queue.ts'

/** Options of {@link virtualClock}. */
export interface VirtualClockOptions {
  /** The initial time. Default: 2026-01-01T00:00:00Z, always the same, so that runs can be compared. */
  start?: Date | number | string
  /** Advance to the next scheduled task as soon as something sleeps on the clock and no work is under way. Default: true. */
  autoAdvance?: boolean
}

/** The default initial time. */
const defaultStart = '2026-01-01T00:00:00Z'

/**
 * Creates a clock whose time only changes when it is advanced, or when something sleeps on it and nothing else is left to do (discrete-event
 * simulation). An hour of promotion takes only as long as its requests, and everything happens in the right order.
 *
 * "Nothing left to do" is decided by the event loop: no request to the emulator is under way, and two turns pass without another one. Work that the
 * clock cannot see, such as reading a file, may find that time has advanced meanwhile.
 */
export function virtualClock({ start = defaultStart, autoAdvance = true }: VirtualClockOptions = {}): EmulatorClock {
  let now = new Date(start).getTime()
  if (Number.isNaN(now)) throw new RangeError(`virtualClock: ${JSON.stringify(start)} is not a date`)
  let isDriving = false
  let last: Promise<void> = Promise.resolve()
  const queue = createTaskQueue()
  const quiet = createQuiet()
  const sleepers = createSleepers(quiet.stir)

  /** Runs the next task that is due; concurrent calls run one at a time. */
  function runNext(until: number): Promise<void> {
    const run = last.then(async () => {
      if ((queue.peek()?.at ?? Number.POSITIVE_INFINITY) > until) return
      const due = queue.take()
      if (due === undefined) return
      now = Math.max(now, due.at)
      await due.task()
    })
    last = run.catch(() => {})
    return run
  }

  async function runUntil(isOver: () => boolean, until: number) {
    for (;;) {
      await quiet.wait()
      if (isOver()) return
      await runNext(until)
      // Background tasks need no quiet between them, because no callers are involved.
      while (sleepers.count === 0 && quiet.deliveries === 0 && !isOver()) await runNext(until)
    }
  }

  async function drive() {
    if (isDriving) return
    isDriving = true
    try {
      await runUntil(() => sleepers.count === 0, Number.POSITIVE_INFINITY)
    } finally {
      isDriving = false
    }
  }

  return {
    now: () => now,
    callers: { now: () => now, speed: 1 },
    schedule(at: number, task: Task) {
      quiet.stir()
      queue.add(at, task)
    },
    sleep(ms, signal) {
      const asleep = sleepers.sleep((wake) => queue.add(now + Math.max(0, ms), wake), signal)
      quiet.stir()
      if (autoAdvance) void drive()
      return asleep
    },
    async advance(ms) {
      const until = now + ms
      await runUntil(() => (queue.peek()?.at ?? Number.POSITIVE_INFINITY) > until, until)
      now = Math.max(now, until)
    },
    async settle() {
      await runUntil(() => queue.size === 0 && quiet.deliveries === 0, Number.POSITIVE_INFINITY)
    },
    track: quiet.track,
    clear: queue.clear,
  }
}
