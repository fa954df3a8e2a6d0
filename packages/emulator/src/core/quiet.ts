// Captured at load: test frameworks replace the global timers with fake ones.
const { setImmediate: immediately } = globalThis

/** Lets everything that is ready run: promises, callbacks, arrived I/O. */
export function turn(): Promise<void> {
  return new Promise((resolve) => immediately(resolve))
}

/** Longest real time, in milliseconds, that time waits for webhook receivers, which may themselves wait for time to move on. */
const graceForDeliveries = 25

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
  let stirs = 0

  return {
    stir() {
      stirs += 1
    },
    track(work, kind) {
      stirs += 1
      working[kind] += 1
      const done = () => {
        stirs += 1
        working[kind] -= 1
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
        const isBusy = working.request > 0 || (working.delivery > 0 && performance.now() < giveUpAt)
        if (before === stirs && !isBusy) return
      }
    },
  }
}
