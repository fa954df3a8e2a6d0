/** Requests under way at once: more would only wait for the rate limit. */
const atOnce = 8

/** Does something for every item, a few at a time. The first failure ends it. */
export async function eachOf<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = items.values()
  const worker = async () => {
    for (const item of left) await act(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
