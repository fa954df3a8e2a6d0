/**
 * Remembers which deliveries were handled, by `meta.trigger_id`. A `Set` is one; so is anything shared between machines, such as a
 * table or a cache with an expiry.
 *
 * With `has` and `add` alone, two processes that get the same delivery at once both handle it. With `claim` and `release`, one of them does,
 * and the others wait for it. A process that dies while it handles a delivery leaves it to whoever gets it once its claim has lapsed, so
 * handlers must do no harm when they run twice.
 */
export interface TriggerStore {
  /** Whether every handler of the delivery ended well. */
  has(triggerId: string): boolean | Promise<boolean>
  /** Called once every handler of the delivery ended well. Ends the claim. */
  add(triggerId: string): unknown
  /**
   * Takes a delivery for this process, in one atomic step: of all that ask, one gets `true`, until that one releases it, adds it, or has had
   * it for `ttl` milliseconds. `false` for a delivery that was added.
   */
  claim?(triggerId: string, ttl: number): boolean | Promise<boolean>
  /** Gives back what this process claimed, because a handler failed; must leave alone what another has claimed since. */
  release?(triggerId: string): unknown
}

/** A store whose deliveries can be claimed. */
export type ClaimStore = TriggerStore & Required<Pick<TriggerStore, 'claim'>>

/** Whether a store's deliveries can be claimed. */
export function canClaim(store: TriggerStore): store is ClaimStore {
  return store.claim !== undefined
}

/** A store in memory that forgets the least recently seen delivery when it holds more than `max` (default 10,000, about 1 MB). */
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
