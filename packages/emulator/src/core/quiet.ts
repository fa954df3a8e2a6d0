// Captured at load: test frameworks replace the global timers with fake ones.
const { clearTimeout: cancel, setImmediate: immediately, setTimeout: after } = globalThis

/** Lets everything that is ready run: promises, callbacks, arrived I/O. */
export function turn(): Promise<void> {
  return new Promise((resolve) => immediately(resolve))
}

/** Longest real time, in milliseconds, that time waits for webhook receivers, which may themselves wait for time to move on. */
const graceForDeliveries = 25

/** Milliseconds until time looks by itself after those at work. A timer that is set also keeps the process from ending under them. */
const untilNextLook = 1_000

/** Knows whether anybody is at work. */
export interface Quiet {
  /** Something happened: whoever waits for quiet waits on. */
  stir(): void
  /** Work that has to finish before it is quiet; a delivery only for a moment, as its receiver may wait for the clock. */
  track<Result>(work: Promise<Result>, kind: 'request' | 'delivery'): Promise<Result>
  /** The deliveries that are under way. */
  readonly deliveries: number
  /** Ends when nobody has been at work for two turns of the event loop. */
  wait(): Promise<void>
}

/** Makes a watch over the work that goes on. */
export function createQuiet(): Quiet {
  const working = { request: 0, delivery: 0 }
  const wakers = new Set<() => void>()
  let stirs = 0

  const stir = () => {
    stirs += 1
    for (const wake of wakers) wake()
  }

  /** Ends when something happens, or after so many milliseconds: turning until then would take the processor from those at work. */
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
