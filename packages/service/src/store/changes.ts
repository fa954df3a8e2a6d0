import type { Database } from '../database/database.ts'
import { channel } from './announce.ts'

/** Notifies streams of changes, through one database connection for all of them. */
export interface Changes {
  /**
   * Calls back whenever one of the topics has changed or may have: also immediately, if that was after the page was made.
   *
   * @param shownAt when the page was made, in milliseconds since 1970 by the machine's clock. Default: it is read from now on
   * @returns a function that ends the subscription
   */
  on(topics: ReadonlySet<string>, heard: () => void, shownAt?: number): () => void
}

/** Milliseconds for which changes are remembered, and by which the clocks of two machines may differ. */
const remembered = 60_000
const skew = 2_000

const known = new WeakMap<object, Changes>()

/** The notifier for a database, the same for all callers. Its connection is opened with the first subscription, and closed with the database. */
export function changesIn(database: Pick<Database, 'listen'>): Changes {
  const found = known.get(database) ?? createChanges(database)
  known.set(database, found)
  return found
}

/** Makes a notifier. @param now milliseconds since 1970 */
export function createChanges(database: Pick<Database, 'listen'>, now: () => number = Date.now): Changes {
  const listeners = new Set<readonly [topics: ReadonlySet<string>, heard: () => void]>()
  /** The last change of each topic, in ascending order. */
  const changed = new Map<string, number>()
  let isListening = false
  const tell = (topic?: string) => {
    if (topic !== undefined) remember(topic)
    for (const [topics, heard] of listeners) if (topic === undefined || topics.has(topic)) heard()
  }
  return {
    on(topics, heard, shownAt) {
      // The first subscriber is told to update as soon as the connection listens.
      const isKnown = isListening
      if (!isListening) database.listen(channel, tell, () => tell())
      isListening = true
      const entry = [topics, heard] as const
      listeners.add(entry)
      if (isKnown && shownAt !== undefined && mayHaveMissed(topics, shownAt)) heard()
      return () => listeners.delete(entry)
    },
  }

  function remember(topic: string): void {
    changed.delete(topic)
    changed.set(topic, now())
    for (const [old, at] of changed) {
      if (at > now() - remembered) break
      changed.delete(old)
    }
  }

  function mayHaveMissed(topics: ReadonlySet<string>, shownAt: number): boolean {
    if (shownAt < now() - remembered) return true
    return [...topics].some((topic) => (changed.get(topic) ?? 0) > shownAt - skew)
  }
}
