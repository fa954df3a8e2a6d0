/**
 * Remembers which deliveries were handled, by `meta.trigger_id`, so that duplicates can be ignored. A `Set` can be used; to share it between
 * machines, use a database table or a cache with an expiry.
 *
 * With only `has` and `add`, two processes that receive the same delivery at the same time both handle it. With `claim` and `release`, one of them
 * handles it and the others wait. If a process dies while handling a delivery, another takes over once the claim has expired, so handlers must be
 * idempotent.
 */
export interface TriggerStore {
  /** Whether every handler of the delivery has succeeded. */
  has(triggerId: string): boolean | Promise<boolean>
  /** Called when every handler of the delivery has succeeded. Ends the claim. */
  add(triggerId: string): unknown
  /**
   * Claims a delivery for this process, atomically. Returns `true` for one caller only, until that one releases or adds the delivery, or `ttl`
   * milliseconds have passed. Returns `false` for a delivery that was added.
   */
  claim?(triggerId: string, ttl: number): boolean | Promise<boolean>
  /** Gives up the claim of this process, because a handler failed. Must not affect a claim that another process has made since. */
  release?(triggerId: string): unknown
}

/** A store that supports claims. */
export type ClaimStore = TriggerStore & Required<Pick<TriggerStore, 'claim'>>

/** Whether a store supports claims. */
export function canClaim(store: TriggerStore): store is ClaimStore {
  return store.claim !== undefined
}

/**
 * Creates a store in memory, for receivers in a single process.
 *
 * @param max largest number of deliveries to remember (default 10,000, about 1 MB); the least recently seen is forgotten first
 */
export function memoryStore(max = 10_000): TriggerStore {
  const seen = new Set<string>()
  return {
    has(triggerId) {
      if (!seen.delete(triggerId)) return false
      seen.add(triggerId)
      return true
    },
    add(triggerId) {
      seen.add(triggerId)
      for (const oldest of seen) {
        if (seen.size <= max) break
        seen.delete(oldest)
      }
    },
  }
}
