import type { Slots } from '../repository/concurrency.ts'

/** The work of one edge, by the `slug_perm`s of packages: no package is ever in two runs at once. */
export interface Lane {
  /**
   * Has a package looked at, together with all others that wait by the time there is room.
   *
   * @returns when a run has ended that began after this call
   * @throws what ended that run
   */
  add(key: string): Promise<void>
  /** Runs something about packages, unless one of them is in a run already: then it says false, and nothing was done. */
  claim(keys: readonly string[], work: () => Promise<void>): Promise<boolean>
}

/** Makes a lane. `run` is given at least one package. */
export function createLane(inSlot: Slots, run: (keys: readonly string[]) => Promise<void>): Lane {
  const waiting = new Map<string, Waiter>()
  const busy = new Set<string>()

  /** Takes all that waits and is in no run. */
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
      // What came meanwhile about the same packages: the run may have looked before it happened.
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
