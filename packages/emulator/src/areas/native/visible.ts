import { formatInfo } from '../../catalogue/formats.ts'
import { searchableOf } from '../../package/searchable.ts'
import { compileQuery } from '../../search/compile-query.ts'
import { nameOf } from '../../world/package.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import type { EntitlementRecord } from '../entitlements/records.ts'
import { nameKeyOf } from './key.ts'
import { isArriving } from './upstreams/origin.ts'

/** Decides which packages of a repository clients can see. */
export interface Sight {
  readonly world: World
  readonly format: string
  /** The caller's token, which may be limited to some packages. */
  readonly entitlement: EntitlementRecord | undefined
}

/** All visible packages of the format in a repository, the oldest first. */
export function seenIn(repository: RepositoryRecord, sight: Sight): PackageRecord[] {
  const isSeen = seenBy(sight)
  return [...repository.packages.all()].filter(isSeen)
}

/** The visible packages of a name, the oldest first. */
export function seenUnder(repository: RepositoryRecord, name: string, sight: Sight): PackageRecord[] {
  const isSeen = seenBy(sight)
  return namedLike(repository, name, sight.format).filter(isSeen)
}

/** The packages whose names are equal by the format's own rule, or ignoring case. */
export function namedLike({ packages }: RepositoryRecord, name: string, format: string): PackageRecord[] {
  const { nameKey, naming } = formatInfo(format).native ?? {}
  const ofFormat = ({ content }: PackageRecord) => content.format === format
  if (naming !== undefined) {
    const key = nameKeyOf(format)
    const isNamed = ({ content: { facts } }: PackageRecord) => facts !== undefined && key(naming.whole(facts)) === key(name)
    return packages.byName(naming.own(name)).filter((pkg) => ofFormat(pkg) && isNamed(pkg))
  }
  if (nameKey === undefined) return packages.byName(name).filter(ofFormat)
  const wanted = nameKey(name)
  return [...packages.names()]
    .filter((other) => nameKey(other) === wanted)
    .flatMap((other) => packages.byName(other))
    .filter(ofFormat)
}

/**
 * Quarantined packages are visible, but refused when they are requested. Packages that a policy hides are not visible, nor those that have not
 * synchronised, unless they have just come from an upstream, which had them all along.
 */
function seenBy({ world, format, entitlement }: Sight): (pkg: PackageRecord) => boolean {
  const query = entitlement?.settings.limit_package_query ?? null
  const matches = query === null ? undefined : compileQuery('limit_package_query', query)
  const now = new Date(world.clock.now())
  return (pkg) =>
    pkg.content.format === format &&
    nameOf(pkg.content) !== null &&
    !pkg.isHidden &&
    !pkg.isDeleting &&
    (pkg.sync.state === 'completed' || isArriving(pkg)) &&
    (matches === undefined || matches(searchableOf(pkg), now))
}
