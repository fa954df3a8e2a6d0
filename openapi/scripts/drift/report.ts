import type { Drift } from './compare.ts'
import type { Change } from './compare-places.ts'
import type { Operation } from './operations.ts'

const signs: Record<Change['what'], string> = { added: '+', removed: '-', changed: '~' }

/** Explains the symbols in {@link formatDrifts}. */
export const legend = '+ published, not ours   - ours, not published   ~ ours → published'

/**
 * Formats differences for people, grouped by operation. Operations with identical differences share one list: a new field of a package
 * changes the upload of every format.
 */
export function formatDrifts(drifts: readonly Drift[]): string {
  const groups = new Map<string, string[]>()
  for (const { operation, changes } of drifts) {
    const list = changes.map(formatChange).join('\n')
    groups.set(list, [...(groups.get(list) ?? []), formatHeading(operation)])
  }
  return [...groups].map(([list, headings]) => [...headings, list].join('\n')).join('\n\n')
}

/** Total number of single differences. */
export const countChanges = (drifts: readonly Drift[]): number => drifts.reduce((sum, { changes }) => sum + changes.length, 0)

const formatHeading = ({ id, method, path }: Operation) => `${id}  ${method} ${path}`

const formatChange = ({ what, where, detail }: Change) => `  ${signs[what]} ${where}: ${detail}`
