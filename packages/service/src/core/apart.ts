/** Of a list, what failed. */
export interface Failed<Item> {
  readonly items: readonly Item[]
  readonly error: unknown
}

/** What a piece of work with a list came to. */
export interface Apart<Item> {
  readonly failed: readonly Failed<Item>[]
  /** Something of it went well. */
  readonly isAnyDone: boolean
}

/** How many of a list may fail by themselves, and none go well, until that is taken to be the fault of none of them. */
const enough = 3

/**
 * Does something with a list; where that fails, with as much of it as there is without what fails it: the list is divided until what is at fault
 * stands alone. Where nothing goes well the rest is not tried.
 *
 * @param isOwn whether an error may be the fault of something in the list, rather than of the world around
 */
export async function apart<Item>(
  items: readonly Item[],
  work: (items: readonly Item[]) => Promise<void>,
  isOwn: (error: unknown) => boolean,
): Promise<Apart<Item>> {
  const failed: Failed<Item>[] = []
  let isAnyDone = false
  let end: unknown
  await divide(items)
  return { failed, isAnyDone }

  async function divide(some: readonly Item[]): Promise<void> {
    if (end !== undefined) return void failed.push({ items: some, error: end })
    try {
      await work(some)
      isAnyDone = true
    } catch (error) {
      if (some.length === 1 || !isOwn(error)) {
        failed.push({ items: some, error })
        if (!isOwn(error) || (!isAnyDone && failed.length >= enough)) end = error
        return
      }
      const middle = Math.ceil(some.length / 2)
      await divide(some.slice(0, middle))
      await divide(some.slice(middle))
    }
  }
}
