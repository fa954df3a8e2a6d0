import type { Database } from '../database/database.ts'
import { channel } from './announce.ts'

/** Tells streams of what changed, over one connection to the database for all of them. */
export interface Changes {
  /**
   * Hears whenever one of the topics changed, or may have: also at once, where that was after what is known was read.
   *
   * @param shownAt when it was, in milliseconds since 1970 of the machine's clock. Default: it is read from now on
   * @returns ends that
   */
  on(topics: ReadonlySet<string>, heard: () => void, shownAt?: number): () => void
}

/** Milliseconds for which changes are remembered, and by which the clocks of two machines may differ. */
const remembered = 60_000
const skew = 2_000

const known = new WeakMap<object, Changes>()

/** What tells of changes in a database: the same for all who ask. Its connection is made when somebody first listens, and ends with the database. */
export function changesIn(database: Pick<Database, 'listen'>): Changes {
  const found = known.get(database) ?? createChanges(database)
  known.set(database, found)
  return found
}

/** Makes it anew. @param now milliseconds since 1970 */
export function createChanges(database: Pick<Database, 'listen'>, now: () => number = Date.now): Changes {
  const listeners = new Set<readonly [topics: ReadonlySet<string>, heard: () => void]>()
  /** When each topic changed last, the latest at the end. */
  const changed = new Map<string, number>()
  let isListening = false
  const tell = (topic?: string) => {
    if (topic !== undefined) remember(topic)
    for (const [topics, heard] of listeners) if (topic === undefined || topics.has(topic)) heard()
  }
  return {
    on(topics, heard, shownAt) {
      // Whoever listens first is told to look again as soon as it does.
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
