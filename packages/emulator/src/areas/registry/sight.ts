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
 * Which images somebody is shown: those that are there, and for whoever may push also those that are on their way, because clients look at once
 * for what they have pushed. What a policy hides is not shown; what is quarantined is, and refused.
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

/** Whether somebody may push to a repository. */
export const mayPush = ({ repository, actor }: Pick<Reader, 'repository' | 'actor'>): boolean =>
  actor.account !== undefined && includes(actor.privilege(repository), 'Write')

/** The images of a name that somebody is shown, the newest first; those of connected repositories come after all own ones. */
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

/** Whether an image that is on its way may be given out already: nothing is known that speaks against it. */
export const isOnItsWay = (world: World, pkg: PackageRecord): boolean =>
  isInFlight(pkg) && !pkg.isQuarantined && !pkg.isMalware && !isDenied(world, pkg) && !awaitsScan(pkg, world.switches)
