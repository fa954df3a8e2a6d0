import { type Cloudsmith, exactly, type Package } from '@cloudsmith-sdk/client'
import { type Identity, identityOf } from '../identity.ts'
import { missingDependencies } from './dependencies.ts'
import { readRows } from './read-rows.ts'
import { compareVersions } from './versions.ts'

/**
 * Adds to packages what they need and the destination lacks, and what that needs in turn: of each name the newest version that the source
 * has. What the source does not have either stays missing.
 */
export async function includeDependencies(
  cloudsmith: Cloudsmith,
  at: { owner: string; repo: string },
  selected: readonly Package[],
  present: readonly Pick<Identity, 'format' | 'name'>[],
  signal: AbortSignal | undefined,
): Promise<readonly Package[]> {
  const rows = [...selected]
  for (let fresh: readonly Package[] = selected; fresh.length > 0; ) {
    const missing = await missingDependencies(cloudsmith, at, fresh, [...present, ...rows.map(identityOf)], signal)
    const found: Package[] = []
    for (const { format, name } of missing) {
      const query = exactly({ format, name })
      const named = await readRows(cloudsmith, { ...at, query }, (row) => row, signal)
      const usable = named.filter((row) => row.format === format && row.name === name && row.is_sync_completed)
      const newest = usable
        .map(({ version }) => version ?? '')
        .toSorted(compareVersions)
        .at(-1)
      // One version may have several files, such as wheels for several platforms.
      found.push(...usable.filter(({ version }) => (version ?? '') === newest))
    }
    rows.push(...found)
    fresh = found
  }
  return rows
}
