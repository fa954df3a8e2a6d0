import { isInFlight } from '../../../world/package.ts'
import { packagePart } from '../../../world/parts.ts'
import type { PackageRecord } from '../../../world/records.ts'
import { changing, optional, record, text } from '../../../world/shapes/index.ts'

/** The `slug_perm` of the upstream that a package was fetched from; undefined if it was uploaded. */
const originOf = packagePart('fetched from', {
  shape: record({ upstream: changing(optional(text)) }),
  make: (): { upstream: string | undefined } => ({ upstream: undefined }),
})

/** The part that is stored in states. */
export const originPart = originOf

/** Records that a package was fetched from an upstream. */
export function setOrigin(pkg: PackageRecord, upstream: string): void {
  originOf(pkg).upstream = upstream
}

/** Whether a package was fetched from the given upstream, or from any. */
export function isFetched(pkg: PackageRecord, upstream?: string): boolean {
  const from = pkg.parts === undefined ? undefined : originOf(pkg).upstream
  return from !== undefined && (upstream === undefined || from === upstream)
}

/** Whether a package was fetched from an upstream, and is still synchronising. */
export const isArriving = (pkg: PackageRecord): boolean => isInFlight(pkg) && isFetched(pkg)
