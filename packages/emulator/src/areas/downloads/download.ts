import type { Incoming } from '../../core/incoming.ts'
import { capabilitiesOf } from '../../package/capabilities.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { mayDownload, mayUse, spend } from '../entitlements/limits.ts'
import type { EntitlementRecord } from '../entitlements/records.ts'
import { isDenied } from '../policies/deny.ts'
import { trafficOf } from '../usage/records.ts'

/** Bytes of a package that somebody wants. */
export interface Download {
  readonly pkg: PackageRecord
  /** The token that it comes with, where it comes with one. */
  readonly entitlement: EntitlementRecord | undefined
  /** As it was asked for. */
  readonly path: string
  readonly client: string
  readonly bytes: number
}

/** From where a request is: what `X-Forwarded-For` says, as the emulator sees no addresses. */
export function clientOf({ headers }: Incoming): string {
  return headers.get('x-forwarded-for')?.split(',', 1)[0]?.trim() ?? ''
}

/**
 * Whether bytes may be given out: the package is not held back, and the limits of the entitlement are not reached.
 *
 * @param isOnItsWay it is given out before it has synchronised
 */
export function mayGive(world: World, { pkg, entitlement, ...wanted }: Download, isOnItsWay = false): boolean {
  if (!isOnItsWay && !capabilitiesOf(pkg, world.switches, isDenied(world, pkg)).download) return false
  return entitlement === undefined || mayDownload(world, entitlement, { pkg, ...wanted })
}

/** Whether bytes of an upstream may be asked for, before anybody knows what they are. */
export function mayAsk(world: World, { entitlement, ...wanted }: Omit<Download, 'pkg' | 'bytes'>): boolean {
  return entitlement === undefined || mayUse(world, entitlement, { ...wanted, bytes: 0 })
}

/**
 * Passes bytes on that are no package of the repository, and so none of those to which a token can be limited, and counts them for the token.
 *
 * @returns whether they may be given out
 */
export function mayPass(world: World, { entitlement, ...wanted }: Omit<Download, 'pkg'>): boolean {
  if (entitlement === undefined) return true
  if (entitlement.settings.limit_package_query !== null || !mayUse(world, entitlement, wanted)) return false
  spend(entitlement, wanted)
  return true
}

/** Counts bytes that were given out. A package counts as downloaded, and webhooks are told, where it was its main file. */
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
