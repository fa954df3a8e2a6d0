import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { identityOf } from '../repository/identity.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import { anyVersion, missingDependencies } from './dependencies.ts'
import { compareVersions } from './versions.ts'

/**
 * Adds to packages what they need and the destination lacks, and what that needs in turn: of each name the newest version that the source
 * has. What the source does not have either stays missing.
 */
export async function includeDependencies(
  cloudsmith: Cloudsmith,
  source: RepositoryReader,
  selected: readonly Package[],
  destination: RepositoryReader,
  signal: AbortSignal | undefined,
): Promise<readonly Package[]> {
  const rows = [...selected]
  for (let fresh: readonly Package[] = selected; fresh.length > 0; ) {
    const has = new Set(rows.map((row) => JSON.stringify([row.format, row.name])))
    const missing = await missingDependencies(cloudsmith, source, fresh, destination, signal)
    const wanted = missing.filter(({ format, name }) => !has.has(JSON.stringify([format, name])))
    const usable: Package[] = []
    await source.find(
      wanted.map(({ format, name }) => anyVersion(format, name)),
      { versions: true, met: (row) => row.is_sync_completed && usable.push(row) },
    )
    const found = wanted.flatMap(({ format, name }) => {
      const named = usable
        .map((row) => ({ row, identity: identityOf(row) }))
        .filter(({ identity }) => identity.format === format && identity.name === name)
      const newest = named
        .map(({ identity }) => identity.version)
        .toSorted(compareVersions)
        .at(-1)
      // One version may have several files, such as wheels for several platforms.
      return named.filter(({ identity }) => identity.version === newest).map(({ row }) => row)
    })
    rows.push(...found)
    fresh = found
  }
  return rows
}
