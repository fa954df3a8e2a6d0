/**
 * Does something for each of many items in their order, a few at a time.
 *
 * @throws the first error, once nothing is under way any more; items that had not begun by then are skipped
 */
export async function each<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  let hasFailed = false
  async function worker() {
    while (!hasFailed && next < items.length) {
      const at = next++
      try {
        results[at] = await work(items[at] as Item)
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  const workers = Array.from({ length: Math.max(1, Math.min(concurrency, items.length)) }, worker)
  const [failed] = (await Promise.allSettled(workers)).filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
  if (failed) throw failed.reason
  return results
}
