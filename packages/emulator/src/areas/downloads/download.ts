import type { Incoming } from '../../core/incoming.ts'
import { capabilitiesOf } from '../../package/capabilities.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { mayDownload, mayUse, spend } from '../entitlements/limits.ts'
import type { EntitlementRecord } from '../entitlements/records.ts'
import { isDenied } from '../policies/deny.ts'
import { trafficOf } from '../usage/records.ts'

/** A request for bytes of a package. */
export interface Download {
  readonly pkg: PackageRecord
  /** The entitlement token of the request, if any. */
  readonly entitlement: EntitlementRecord | undefined
  /** The requested path. */
  readonly path: string
  readonly client: string
  readonly bytes: number
}

/** The origin of a request according to `X-Forwarded-For`, because the emulator does not see addresses. */
export function clientOf({ headers }: Incoming): string {
  return headers.get('x-forwarded-for')?.split(',', 1)[0]?.trim() ?? ''
}

/**
 * Whether bytes may be served: the package is not held back, and the limits of the entitlement are not reached.
 *
 * @param isOnItsWay it is served before it has synchronised
 */
export function mayGive(world: World, { pkg, entitlement, ...wanted }: Download, isOnItsWay = false): boolean {
  if (!isOnItsWay && !capabilitiesOf(pkg, world.switches, isDenied(world, pkg)).download) return false
  return entitlement === undefined || mayDownload(world, entitlement, { pkg, ...wanted })
}

/** Whether bytes may be requested from an upstream, before it is known what they are. */
export function mayAsk(world: World, { entitlement, ...wanted }: Omit<Download, 'pkg' | 'bytes'>): boolean {
  return entitlement === undefined || mayUse(world, entitlement, { ...wanted, bytes: 0 })
}

/**
 * Passes on bytes that are not a package of the repository, so a token that is limited to packages does not cover them. Counts them for the token.
 *
 * @returns whether they may be served
 */
export function mayPass(world: World, { entitlement, ...wanted }: Omit<Download, 'pkg'>): boolean {
  if (entitlement === undefined) return true
  if (entitlement.settings.limit_package_query !== null || !mayUse(world, entitlement, wanted)) return false
  spend(entitlement, wanted)
  return true
}

/** Counts bytes that were served. If they are a package's main file, the package counts as downloaded, and an event is raised. */
export function countDownload(world: World, { pkg, entitlement, client, bytes }: Download, isMain: boolean): void {
  const { repository } = pkg
  const at = world.clock.now()
  if (entitlement) spend(entitlement, { client, bytes })
  trafficOf(repository.workspace).push({ at, repository, pkg, entitlement, bytes })
  if (!isMain) return
  pkg.downloads += 1
  pkg.lastDownloadedAt = at
  repository.packages.touch(pkg)
  world.emit('package.downloaded', pkg)
}
