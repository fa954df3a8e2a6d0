import { requestsAtOnce } from './limits.ts'

/**
 * Does something for every item, a few at a time. After a failure nothing more is begun; it is thrown when what was begun has come to its end,
 * so that nothing goes on behind the back of who catches it.
 */
export async function eachOf<T>(items: readonly T[], act: (item: T, index: number) => Promise<void>): Promise<void> {
  const left = items.entries()
  const failures: unknown[] = []
  const worker = async () => {
    for (const [index, item] of left) {
      if (failures.length > 0) return
      await act(item, index).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: requestsAtOnce }, worker))
  if (failures.length > 0) throw failures[0]
}

/** As {@link eachOf}, and gives the results in the order of the items. */
export async function mapOf<T, Result>(items: readonly T[], act: (item: T) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  await eachOf(items, async (item, index) => {
    results[index] = await act(item)
  })
  return results
}

/** The items in groups of at most so many. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = []
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size))
  return chunks
}

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
