/**
 * Remembers which deliveries were handled, by `meta.trigger_id`. A `Set` is one; so is anything shared between machines, such as a
 * table or a cache with an expiry.
 *
 * It spares handlers most repetitions, not all: two machines may get the same delivery at once, and the service does not say whether
 * a repeated delivery keeps its `trigger_id`. So handlers must do no harm when they run twice.
 */
export interface TriggerStore {
  /** Whether every handler of the delivery ended well. */
  has(triggerId: string): boolean | Promise<boolean>
  /** Called once every handler of the delivery ended well. */
  add(triggerId: string): unknown
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
