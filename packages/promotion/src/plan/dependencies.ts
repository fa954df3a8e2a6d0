import type { Cloudsmith, DependencyType, Package } from '@cloudsmith-sdk/client'
import { eachOf } from '../repository/concurrency.ts'
import { byKey, type Identity, identityOf } from '../repository/identity.ts'
import type { Place } from '../repository/place.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import type { MissingDependency } from './plan.ts'

/** What a package cannot be installed without. */
const needed: readonly (DependencyType | undefined)[] = [
  'Depends',
  'Pre-Depends',
  'Requires',
  'Runtime',
  'Compile',
  'Import',
  undefined,
]

/**
 * Finds what packages need and the destination will not have. Costs a request for every package, and few for the names at the destination.
 */
export async function missingDependencies(
  cloudsmith: Cloudsmith,
  source: Place,
  promoted: readonly Package[],
  destination: RepositoryReader,
  signal: AbortSignal | undefined,
): Promise<MissingDependency[]> {
  const neededBy = new Map<string, { format: string; name: string; rows: Set<Package> }>()
  await eachOf(promoted, async (row) => {
    const { owner, repo } = source
    const { dependencies } = await cloudsmith.packages.dependencies({ owner, repo, identifier: row.slug_perm }, { signal })
    for (const { name, dep_type } of dependencies) {
      if (!needed.includes(dep_type)) continue
      const key = nameKey({ format: row.format, name })
      const entry = neededBy.get(key) ?? { format: row.format, name, rows: new Set() }
      neededBy.set(key, { ...entry, rows: entry.rows.add(row) })
    }
  })
  const there = new Set(promoted.map(identityOf).map(nameKey))
  const asked = [...neededBy].filter(([key]) => !there.has(key)).map(([, { format, name }]) => anyVersion(format, name))
  if (asked.length > 0) await destination.find(asked, { versions: true, met: (row) => there.add(nameKey(identityOf(row))) })
  // Answers come in any order; the plan keeps that of its packages.
  return [...neededBy]
    .filter(([key]) => !there.has(key))
    .toSorted(([a], [b]) => byKey(a, b))
    .map(([, { format, name, rows }]) => ({ format, name, neededBy: promoted.filter((row) => rows.has(row)).map(identityOf) }))
}

/** A name to look for. */
export const anyVersion = (format: string, name: string): Identity => ({ format, name, version: '', filename: '' })

const nameKey = ({ format, name }: Pick<Identity, 'format' | 'name'>): string => JSON.stringify([format, name])
