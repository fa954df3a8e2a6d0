import { isInFlight } from '../../../world/package.ts'
import { packagePart } from '../../../world/parts.ts'
import type { PackageRecord } from '../../../world/records.ts'
import { changing, optional, record, text } from '../../../world/shapes/index.ts'

/** From where a package was fetched: the `slug_perm` of the upstream; nothing for what somebody uploaded. */
const originOf = packagePart('fetched from', {
  shape: record({ upstream: changing(optional(text)) }),
  make: (): { upstream: string | undefined } => ({ upstream: undefined }),
})

/** The part that states keep. */
export const originPart = originOf

/** Notes that a package was fetched from an upstream. */
export function setOrigin(pkg: PackageRecord, upstream: string): void {
  originOf(pkg).upstream = upstream
}

/** Whether a package was fetched from an upstream, or from any. */
export function isFetched(pkg: PackageRecord, upstream?: string): boolean {
  const from = pkg.parts === undefined ? undefined : originOf(pkg).upstream
  return from !== undefined && (upstream === undefined || from === upstream)
}

/** Whether a package was fetched from an upstream, and is still synchronising. */
export const isArriving = (pkg: PackageRecord): boolean => isInFlight(pkg) && isFetched(pkg)
