/**
 * Limits concurrency: at most `most` at a time; others wait for their turn, in order.
 *
 * @returns a function that runs work once there is a free slot
 */
export function slots(most: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let free = Math.max(1, most)
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    else free -= 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // Passes the slot to the next in line, so that nobody else can take it.
      if (next) next()
      else free += 1
    }
  }
}
