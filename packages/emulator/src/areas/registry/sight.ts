import { formatInfo } from '../../catalogue/formats.ts'
import { awaitsScan } from '../../package/capabilities.ts'
import { searchableOf } from '../../package/searchable.ts'
import { compileQuery } from '../../search/compile-query.ts'
import { includes } from '../../world/account.ts'
import { isInFlight, nameOf } from '../../world/package.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { reachable } from '../connected/reachable.ts'
import type { Reader } from '../downloads/admit.ts'
import { isArriving } from '../native/upstreams/origin.ts'
import { isDenied } from '../policies/deny.ts'

/**
 * Decides which images a caller can see: synchronised ones, and for callers who may push also those that are still synchronising, because clients
 * check at once for what they have pushed. Images that a policy hides are not visible; quarantined ones are, but refused.
 */
export function sightOf(world: World, { repository, actor, entitlement }: Reader): (pkg: PackageRecord) => boolean {
  const isPusher = mayPush({ repository, actor })
  const query = entitlement?.settings.limit_package_query ?? null
  const matches = query === null ? undefined : compileQuery('limit_package_query', query)
  const now = new Date(world.clock.now())
  return (pkg) =>
    formatInfo(pkg.content.format).hasOwnRegistry === true &&
    !pkg.isHidden &&
    !pkg.isDeleting &&
    (pkg.sync.state === 'completed' || isArriving(pkg) || (isPusher && pkg.repository === repository && isInFlight(pkg))) &&
    (matches === undefined || matches(searchableOf(pkg), now))
}

/** Whether a caller may push to a repository. */
export const mayPush = ({ repository, actor }: Pick<Reader, 'repository' | 'actor'>): boolean =>
  actor.account !== undefined && includes(actor.privilege(repository), 'Write')

/** The visible images of a name, the newest first; own images come before those of connected repositories. */
export function imagesNamed(world: World, reader: Reader, name: string): PackageRecord[] {
  const isSeen = sightOf(world, reader)
  return reachable(reader.repository).flatMap((home) => namedIn(home, name).filter(isSeen))
}

/** The images of a name in one repository, the newest first. */
export function namedIn({ packages }: RepositoryRecord, name: string): PackageRecord[] {
  return packages
    .byName(name)
    .filter(({ content }) => nameOf(content) === name)
    .toSorted((a, b) => b.uploadedAt - a.uploadedAt || b.arrival - a.arrival)
}

/** Whether an image that is still synchronising may be served already: there is no known reason against it. */
export const isOnItsWay = (world: World, pkg: PackageRecord): boolean =>
  isInFlight(pkg) && !pkg.isQuarantined && !pkg.isMalware && !isDenied(world, pkg) && !awaitsScan(pkg, world.switches)
