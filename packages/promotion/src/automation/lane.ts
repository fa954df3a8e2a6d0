import type { Slots } from '../repository/concurrency.ts'

/** The work of one edge, by the `slug_perm`s of packages. No package is ever in two runs at once. */
export interface Lane {
  /**
   * Queues a package. It is checked together with all others that are waiting when a slot is free.
   *
   * @returns once a run that began after this call has ended
   * @throws the error that ended that run
   */
  add(key: string): Promise<void>
  /** Runs work on packages, unless one of them is already in a run: then it resolves to false, and nothing was done. */
  claim(keys: readonly string[], work: () => Promise<void>): Promise<boolean>
}

/** Creates a lane. `run` receives at least one package. */
export function createLane(inSlot: Slots, run: (keys: readonly string[]) => Promise<void>): Lane {
  const waiting = new Map<string, Waiter>()
  const busy = new Set<string>()

  /** Runs everything that is waiting and in no other run. */
  function pull(): Promise<void> {
    return inSlot(async () => {
      const taken = [...waiting].filter(([key]) => !busy.has(key))
      if (taken.length === 0) return
      for (const [key] of taken) waiting.delete(key)
      const keys = taken.map(([key]) => key)
      try {
        await occupy(keys, () => run(keys))
        for (const [, { resolve }] of taken) resolve()
      } catch (error) {
        for (const [, { reject }] of taken) reject(error)
      }
    })
  }

  async function occupy(keys: readonly string[], work: () => Promise<void>): Promise<void> {
    for (const key of keys) busy.add(key)
    try {
      await work()
    } finally {
      for (const key of keys) busy.delete(key)
      // Packages that were queued again meanwhile: the run may have checked them before the change.
      if (waiting.size > 0) void pull()
    }
  }

  return {
    async add(key) {
      const entry = waiting.get(key) ?? waiter()
      waiting.set(key, entry)
      void pull()
      await entry.promise
    },
    async claim(keys, work) {
      if (keys.some((key) => busy.has(key))) return false
      await occupy(keys, work)
      return true
    },
  }
}

/** A promise that is settled from outside. */
interface Waiter {
  readonly promise: Promise<void>
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

function waiter(): Waiter {
  let settle: Omit<Waiter, 'promise'> = { resolve() {}, reject() {} }
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject }
  })
  return { promise, ...settle }
}
