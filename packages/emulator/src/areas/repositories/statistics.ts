import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { isDenied } from '../policies/deny.ts'
import { denyPoliciesOf } from '../policies/records.ts'

/** Numbers about the content of a repository. */
export interface Statistics {
  readonly revision: number
  readonly quarantined: number
  readonly violating: number
  readonly downloads: number
  readonly names: number
}

/** A cache, by the repository's revision. */
const counted = new WeakMap<RepositoryRecord, Statistics>()

/** The current numbers of a repository. */
export function statisticsOf(world: World, repository: RepositoryRecord): Statistics {
  const { packages } = repository
  const known = counted.get(repository)
  // Deny policies are evaluated on demand, so their results are not part of a revision.
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
