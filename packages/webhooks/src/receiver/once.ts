import { canClaim, type TriggerStore } from './store.ts'

/** Does a piece of work, unless it was done under this id. */
export type Once = (id: string | undefined, work: () => Promise<void>) => Promise<void>

/**
 * Does each delivery once, as far as the store knows. Work that fails is not marked as done. A repetition that arrives while the first
 * is under way waits for that one and shares its outcome. Deliveries without an id are always done.
 *
 * @param claimTtl milliseconds that a claim lasts, where the store has claims
 */
export function createOnce(store: TriggerStore, claimTtl: number): Once {
  const underWay = new Map<string, Promise<void>>()

  return function once(id, work) {
    if (id === undefined) return work()
    const current = underWay.get(id)
    if (current !== undefined) return current
    const attempt = doAndMark(id, work).finally(() => underWay.delete(id))
    underWay.set(id, attempt)
    return attempt
  }

  async function doAndMark(id: string, work: () => Promise<void>): Promise<void> {
    if (canClaim(store)) {
      // Loaded where it is needed: most endpoints are one process, whose memory is enough.
      const { doClaimed } = await import('./claim.ts')
      return doClaimed(store, claimTtl, id, work)
    }
    if (await store.has(id)) return
    await work()
    await store.add(id)
  }
}
