import { canClaim, type TriggerStore } from './store.ts'

/** Does work, unless work with this id has already been done. */
export type Once = (id: string | undefined, work: () => Promise<void>) => Promise<void>

/**
 * Handles each delivery once, as far as the store knows. Work that fails is not marked as done. A duplicate that arrives while the first delivery is
 * being handled waits for it and shares its outcome. Deliveries without an id are always handled.
 *
 * @param claimTtl how long a claim lasts, in milliseconds, if the store has claims
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
      // Loaded when first needed: most endpoints are a single process, for which the store in memory is enough.
      const { doClaimed } = await import('./claim.ts')
      return doClaimed(store, claimTtl, id, work)
    }
    if (await store.has(id)) return
    await work()
    await store.add(id)
  }
}
