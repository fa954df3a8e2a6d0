import type { ClaimStore, TriggerStore } from './store.ts'

/** Milliseconds between two checks of a delivery that another process has claimed. By the system clock, like the times in the store. */
const pause = 500

/**
 * Does work under a claim, and marks it as done. If another process has the claim, waits until it has done the work, or until the claim is free
 * because the work failed or the claim has expired.
 *
 * @param ttl how long a claim lasts, in milliseconds
 * @throws {Error} other processes have had the claim for longer than that
 */
export async function doClaimed(store: ClaimStore, ttl: number, id: string, work: () => Promise<void>): Promise<void> {
  if (!(await take(store, ttl, id))) return
  try {
    await work()
  } catch (error) {
    await giveBack(store, id)
    throw error
  }
  await store.add(id)
}

/** Whether this process has to do the work; `false` if it has already been done. */
async function take(store: ClaimStore, ttl: number, id: string): Promise<boolean> {
  for (let waited = 0; waited <= ttl + pause; waited += pause) {
    if (await store.claim(id, ttl)) return true
    if (await store.has(id)) return false
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  throw new Error(`The delivery ${id} has been claimed by another process for longer than ${ttl} ms (see claimTtl).`)
}

/** A claim that cannot be released expires by itself. The error that matters is that of the work. */
async function giveBack(store: TriggerStore, id: string): Promise<void> {
  try {
    await store.release?.(id)
  } catch {}
}
