import { setImmediate } from 'node:timers/promises'

/** How many turns others have had while something was worked out. */
export async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0
  let isDone = false
  const counting = (async () => {
    while (!isDone) {
      await setImmediate()
      turns++
    }
  })()
  await work
  isDone = true
  await counting
  return turns
}
