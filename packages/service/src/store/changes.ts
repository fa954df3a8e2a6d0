import type { Database } from '../database/database.ts'
import { channel } from './announce.ts'

/** Tells streams of what changed, over one connection to the database for all of them. */
export interface Changes {
  /**
   * Hears whenever one of the topics changed, or may have.
   *
   * @returns ends that
   */
  on(topics: ReadonlySet<string>, heard: () => void): () => void
}

const known = new WeakMap<object, Changes>()

/** What tells of changes in a database: the same for all who ask. Its connection is made when somebody first listens, and ends with the database. */
export function changesIn(database: Pick<Database, 'listen'>): Changes {
  const found = known.get(database) ?? createChanges(database)
  known.set(database, found)
  return found
}

function createChanges(database: Pick<Database, 'listen'>): Changes {
  const listeners = new Set<readonly [topics: ReadonlySet<string>, heard: () => void]>()
  let isListening = false
  const tell = (topic?: string) => {
    for (const [topics, heard] of listeners) if (topic === undefined || topics.has(topic)) heard()
  }
  return {
    on(topics, heard) {
      if (!isListening) database.listen(channel, tell, () => tell())
      isListening = true
      const entry = [topics, heard] as const
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
  }
}
