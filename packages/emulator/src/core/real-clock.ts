import type { EmulatorClock } from './clock.ts'
import { createQuiet } from './quiet.ts'
import { longestTimer } from './real-time.ts'
import { createSleepers } from './sleepers.ts'
import { createTaskQueue } from './task-queue.ts'

/** Options of {@link realClock}. */
export interface RealClockOptions {
  /** How many emulated seconds pass in a real second. Default: 1. At 60, an emulated minute passes each second. */
  speed?: number
}

/**
 * Creates a clock that runs by itself, at the speed of the wall clock or a multiple of it: for demonstrations, and for clients in other processes. It
 * does not keep the process alive unless something sleeps on it.
 */
export function realClock({ speed = 1 }: RealClockOptions = {}): EmulatorClock {
  if (!(speed > 0)) throw new RangeError('realClock: speed has to be above 0')
  const [start, startedAt] = [Date.now(), performance.now()]
  let skipped = 0
  let timer: NodeJS.Timeout | undefined
  let last: Promise<void> = Promise.resolve()
  const queue = createTaskQueue()
  const quiet = createQuiet()
  const sleepers = createSleepers()

  const now = () => start + (performance.now() - startedAt) * speed + skipped

  function runDue(): Promise<void> {
    const run = last.then(async () => {
      while ((queue.peek()?.at ?? Number.POSITIVE_INFINITY) <= now()) await queue.take()?.task()
    })
    last = run.catch(() => {})
    return run.finally(wind)
  }

  function wind() {
    clearTimeout(timer)
    const due = queue.peek()
    if (due === undefined) return
    timer = setTimeout(runDue, Math.min(longestTimer, Math.max(0, (due.at - now()) / speed)))
    if (sleepers.count === 0) timer.unref()
  }

  function skipTo(at: number): Promise<void> {
    skipped += Math.max(0, at - now())
    return runDue()
  }

  return {
    now: () => Math.floor(now()),
    callers: { now: () => Date.now(), speed },
    schedule(at, task) {
      queue.add(at, task)
      wind()
    },
    sleep(ms, signal) {
      const asleep = sleepers.sleep((wake) => queue.add(now() + Math.max(0, ms), wake), signal)
      wind()
      return asleep
    },
    advance: (ms) => skipTo(now() + ms),
    async settle() {
      for (;;) {
        await quiet.wait()
        const due = queue.peek()
        if (due !== undefined) await skipTo(due.at)
        else if (quiet.deliveries === 0) return
      }
    },
    track: quiet.track,
    clear() {
      queue.clear()
      clearTimeout(timer)
    },
  }
}
