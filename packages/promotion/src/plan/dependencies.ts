import type { Cloudsmith, DependencyType, Package } from '@cloudsmith-sdk/client'
import { type Identity, identityOf } from '../identity.ts'
import { eachOf } from './each-of.ts'
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
 * Finds what packages need and the destination will not have. Looks at names, not at versions: whether a version satisfies a range is for
 * the format's own tools to say. Costs a request for every package.
 */
export async function missingDependencies(
  cloudsmith: Cloudsmith,
  { owner, repo }: { owner: string; repo: string },
  promoted: readonly Package[],
  present: readonly Pick<Identity, 'format' | 'name'>[],
  signal: AbortSignal | undefined,
): Promise<MissingDependency[]> {
  const there = new Set([...present, ...promoted.map(identityOf)].map(nameKey))
  const missing = new Map<string, { format: string; name: string; neededBy: Set<Package> }>()
  await eachOf(promoted, async (row) => {
    const { dependencies } = await cloudsmith.packages.dependencies({ owner, repo, identifier: row.slug_perm }, { signal })
    for (const { name, dep_type } of dependencies) {
      const key = nameKey({ format: row.format, name })
      if (there.has(key) || !needed.includes(dep_type)) continue
      const entry = missing.get(key) ?? { format: row.format, name, neededBy: new Set() }
      missing.set(key, { ...entry, neededBy: entry.neededBy.add(row) })
    }
  })
  // Answers come in any order; the plan keeps that of its packages.
  return [...missing]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { neededBy, ...name }]) => ({ ...name, neededBy: promoted.filter((row) => neededBy.has(row)).map(identityOf) }))
}

const nameKey = ({ format, name }: Pick<Identity, 'format' | 'name'>): string => JSON.stringify([format, name])
