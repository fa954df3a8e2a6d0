import type { ClaimStore, TriggerStore } from './store.ts'

/** Milliseconds, of the machine's time as is the store's, between two looks at a delivery that another process has claimed. */
const pause = 500

/**
 * Does a piece of work under a claim, and marks it as done. Where another process has the claim, waits until the work is done there, or is
 * free to be done here: because it failed, or because the claim has lapsed.
 *
 * @param ttl milliseconds that a claim lasts
 * @throws {Error} others have had it for longer than that
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

/** Whether the work is for this process to do; `false` where it is done. */
async function take(store: ClaimStore, ttl: number, id: string): Promise<boolean> {
  for (let waited = 0; waited <= ttl + pause; waited += pause) {
    if (await store.claim(id, ttl)) return true
    if (await store.has(id)) return false
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  throw new Error(`The delivery ${id} has been claimed by another process for longer than ${ttl} ms (see claimTtl).`)
}

/** What cannot be given back lapses. The error to tell of is that of the work. */
async function giveBack(store: TriggerStore, id: string): Promise<void> {
  try {
    await store.release?.(id)
  } catch {}
}
