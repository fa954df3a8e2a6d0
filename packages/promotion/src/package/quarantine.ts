import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'

/** Options of {@link quarantine} and {@link release}. */
export interface QuarantineOptions {
  /** Aborts the request. */
  signal?: AbortSignal | undefined
}

/**
 * Quarantines a package: it stays in its repository, but cannot be downloaded.
 *
 * @see packages_quarantine
 */
export const quarantine = (cloudsmith: Cloudsmith, ref: PackageRef, { signal }: QuarantineOptions = {}): Promise<Package> =>
  cloudsmith.packages.quarantine({ ...ref }, { signal, idempotent: true })

/**
 * Releases a package from quarantine.
 *
 * @throws {ApiError} the package still violates a licence policy. After a release from a vulnerability policy, the next scan may quarantine
 * it again.
 * @see packages_quarantine
 */
export const release = (cloudsmith: Cloudsmith, ref: PackageRef, { signal }: QuarantineOptions = {}): Promise<Package> =>
  cloudsmith.packages.quarantine({ ...ref, release: true }, { signal, idempotent: true })
