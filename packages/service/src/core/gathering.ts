/** Gathers what comes while something else is done, and does it together. */
export type Gathering<Item> = (item: Item) => Promise<void>

/**
 * Makes a gathering. What comes while nothing is under way is done at once; what comes meanwhile is done together next. Where several fail together,
 * each is tried by itself, so that one of them does not fail the others.
 *
 * @param most items that are done together
 */
export function gathering<Item>(work: (items: readonly Item[]) => Promise<void>, most = 200): Gathering<Item> {
  const waiting: { item: Item; resolve: () => void; reject: (reason: unknown) => void }[] = []
  let isBusy = false

  async function run(): Promise<void> {
    isBusy = true
    while (waiting.length > 0) {
      const taken = waiting.splice(0, most)
      const isDone = await work(taken.map(({ item }) => item)).then(
        () => true,
        (error: unknown) => {
          if (taken.length === 1) taken[0]?.reject(error)
          return taken.length === 1
        },
      )
      const alone = ({ item, resolve, reject }: (typeof taken)[number]) => work([item]).then(resolve, reject)
      if (isDone) for (const { resolve } of taken) resolve()
      else await Promise.all(taken.map(alone))
    }
    isBusy = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!isBusy) void run()
    })
}
