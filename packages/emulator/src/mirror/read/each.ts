/**
 * Does something with each of many, a few at a time, in their order.
 *
 * @throws what the first failure throws, as soon as nothing is under way any more; what had not begun then is left alone
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
