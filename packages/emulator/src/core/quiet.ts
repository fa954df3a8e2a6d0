// Captured at load, because test frameworks replace the global timers with fake ones.
const { clearTimeout: cancel, setImmediate: immediately, setTimeout: after } = globalThis

/** Lets everything that is ready run: promises, callbacks, completed I/O. */
export function turn(): Promise<void> {
  return new Promise((resolve) => immediately(resolve))
}

/** How long the clock waits for webhook receivers, in real milliseconds. They may themselves be waiting for the clock. */
const graceForDeliveries = 25

/** Milliseconds until the clock checks again by itself whether work is under way. A pending timer also keeps the process alive meanwhile. */
const untilNextLook = 1_000

/** Tracks whether work is under way. */
export interface Quiet {
  /** Reports activity, which prolongs the wait for quiet. */
  stir(): void
  /** Tracks work that has to finish before it is quiet. Deliveries only count for a moment, because their receivers may wait for the clock. */
  track<Result>(work: Promise<Result>, kind: 'request' | 'delivery'): Promise<Result>
  /** How many deliveries are under way. */
  readonly deliveries: number
  /** Resolves when no work has been under way for two turns of the event loop. */
  wait(): Promise<void>
}

/** Creates a tracker of the work under way. */
export function createQuiet(): Quiet {
  const working = { request: 0, delivery: 0 }
  const wakers = new Set<() => void>()
  let stirs = 0

  const stir = () => {
    stirs += 1
    for (const wake of wakers) wake()
  }

  /** Resolves at the next activity, or after some milliseconds: polling until then would take the processor from the work. */
  const stirred = (atMost: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        cancel(timer)
        wakers.delete(wake)
        resolve()
      }
      const timer = after(wake, atMost)
      wakers.add(wake)
    })

  return {
    stir,
    track(work, kind) {
      stir()
      working[kind] += 1
      const done = () => {
        working[kind] -= 1
        stir()
      }
      work.then(done, done)
      return work
    },
    get deliveries() {
      return working.delivery
    },
    async wait() {
      const giveUpAt = performance.now() + graceForDeliveries
      for (;;) {
        const before = stirs
        await turn()
        await turn()
        const grace = giveUpAt - performance.now()
        if (working.request > 0) await stirred(untilNextLook)
        else if (working.delivery > 0 && grace > 0) await stirred(grace)
        else if (before === stirs) return
      }
    },
  }
}
