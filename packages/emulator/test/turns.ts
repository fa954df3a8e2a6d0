import { setImmediate } from 'node:timers/promises'

/** Counting ends here, because it takes processor time from the work. */
const most = 1_000

/** How many turns of the event loop others had during some work; at most a thousand. */
export async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0
  let isDone = false
  const counting = (async () => {
    while (!isDone && turns < most) {
      await setImmediate()
      turns++
    }
  })()
  await work
  isDone = true
  await counting
  return turns
}
