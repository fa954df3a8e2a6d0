/** Processes items, and collects those that arrive meanwhile into a batch. */
export type Gathering<Item> = (item: Item) => Promise<void>

/**
 * Makes a gathering. An item that arrives while nothing is running is processed at once; those that arrive meanwhile are processed together next. If
 * a batch fails, each item is tried by itself, so that one item does not fail the others.
 *
 * @param most maximum number of items in a batch
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
