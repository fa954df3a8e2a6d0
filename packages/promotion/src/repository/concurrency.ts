import { requestsAtOnce } from './limits.ts'

/**
 * Calls a function for every item, a few at a time. After a failure it starts nothing more, and throws when everything that was started has
 * ended, so that nothing goes on after the caller catches the error.
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

/** Like {@link eachOf}, and returns the results in the order of the items. */
export async function mapOf<T, Result>(items: readonly T[], act: (item: T) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  await eachOf(items, async (item, index) => {
    results[index] = await act(item)
  })
  return results
}

/** Splits items into groups of at most `size`. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = []
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size))
  return chunks
}

/** Runs a limited number of tasks at once; the others wait in line, first come, first served. */
export type Slots = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Creates slots for a number of tasks at once. */
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
      // The next in line takes over the slot, so nobody else can take it in between.
      if (next === undefined) free += 1
      else next()
    }
  }
}
