import { setImmediate } from 'node:timers/promises'

/** Turns beyond these are not counted: whoever counts takes a processor from what is worked out. */
const most = 1_000

/** How many turns others have had while something was worked out; a thousand at most. */
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
