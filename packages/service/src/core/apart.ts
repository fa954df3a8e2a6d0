/** The items of a list that failed, with the error. */
export interface Failed<Item> {
  readonly items: readonly Item[]
  readonly error: unknown
}

/** The result of processing a list. */
export interface Apart<Item> {
  readonly failed: readonly Failed<Item>[]
  /** Whether at least one item succeeded. */
  readonly isAnyDone: boolean
}

/** If this many items fail one by one and none succeeds, the items are not considered the cause. */
const enough = 3

/**
 * Processes a list together. If that fails, the list is divided until the items that cause the failure are alone, and the rest is processed. If
 * nothing succeeds, the rest is not tried.
 *
 * @param isOwn whether an item may be the cause of an error, rather than the environment
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
