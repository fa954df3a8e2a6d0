/** Lets so many pieces of work run at once; the others wait for their turn, first come, first served. */
export type Slots = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Makes room for so many at once. */
export function createSlots(most: number): Slots {
  let free = most
  const line: (() => void)[] = []

  return async function inSlot(work) {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => line.push(resolve))
    try {
      return await work()
    } finally {
      const next = line.shift()
      // Who waits takes over the slot: nobody can slip in between.
      if (next === undefined) free += 1
      else next()
    }
  }
}
