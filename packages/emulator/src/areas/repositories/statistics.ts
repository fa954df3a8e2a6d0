import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { isDenied } from '../policies/deny.ts'
import { denyPoliciesOf } from '../policies/records.ts'

/** What is in a repository, counted. */
export interface Statistics {
  readonly revision: number
  readonly quarantined: number
  readonly violating: number
  readonly downloads: number
  readonly names: number
}

/** Counted anew only after a change. */
const counted = new WeakMap<RepositoryRecord, Statistics>()

/** What is in a repository now. */
export function statisticsOf(world: World, repository: RepositoryRecord): Statistics {
  const { packages } = repository
  const known = counted.get(repository)
  // Deny policies judge when they are asked: what they say is not part of a package's revision.
  const mayReuse = denyPoliciesOf(repository.workspace).size === 0
  if (mayReuse && known?.revision === packages.revision) return known
  const totals = { quarantined: 0, violating: 0, downloads: 0 }
  for (const pkg of packages.all()) {
    totals.downloads += pkg.downloads
    if (pkg.isQuarantined) totals.quarantined += 1
    if (pkg.violations.length > 0 || isDenied(world, pkg)) totals.violating += 1
  }
  const statistics = { ...totals, revision: packages.revision, names: [...packages.names()].length }
  counted.set(repository, statistics)
  return statistics
}
