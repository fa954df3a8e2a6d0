/**
 * Lets a few do something at a time; others wait for their turn, in order.
 *
 * @returns does a piece of work when there is room for it
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
      // Whoever is next takes the place over, before anybody else can.
      if (next) next()
      else free += 1
    }
  }
}
