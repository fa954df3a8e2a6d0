import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'

/** Options of calls that change the quarantine. */
export interface QuarantineOptions {
  signal?: AbortSignal | undefined
}

/**
 * Puts a package into quarantine: it stays where it is, but cannot be downloaded.
 *
 * @see packages_quarantine
 */
export const quarantine = (cloudsmith: Cloudsmith, ref: PackageRef, { signal }: QuarantineOptions = {}): Promise<Package> =>
  cloudsmith.packages.quarantine({ ...ref }, { signal, idempotent: true })

/**
 * Takes a package out of quarantine.
 *
 * @throws {ApiError} the package still violates a licence policy; for a vulnerability policy the next scan may quarantine it again
 * @see packages_quarantine
 */
export const release = (cloudsmith: Cloudsmith, ref: PackageRef, { signal }: QuarantineOptions = {}): Promise<Package> =>
  cloudsmith.packages.quarantine({ ...ref, release: true }, { signal, idempotent: true })
