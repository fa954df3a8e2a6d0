import { ApiError, BadRequestError, ValidationError } from '../errors/api.ts'
import type { PackageDetail } from '../generated/v1.ts'
import { SyncFailedError } from '../sync/errors.ts'
import { waitForSync } from '../sync/sync.ts'
import { isLost } from '../transport/lost.ts'
import { type Pushed, untilListed } from './candidates.ts'
import { clearFailed } from './clear-failed.ts'
import type { Created } from './create-package.ts'
import { AlreadyExistsError } from './errors.ts'
import { findTwin } from './existing.ts'

/** How a push waits for its package. */
export interface SettleOptions {
  /** How many times to retry a failed synchronisation if that may help. */
  readonly resyncs: number
  /** Whether to accept an existing package with the same bytes. */
  readonly skip: boolean
  /** Reads a package. */
  readonly read: (identifier: string) => Promise<PackageDetail>
}

/**
 * Waits for the package of a push. If it fails for good, its entry is deleted. If it is a duplicate of a package with the same bytes, that package is
 * returned instead, with `skip` or if the package may have been created twice.
 *
 * @throws {SyncFailedError} synchronisation failed
 * @throws {AlreadyExistsError} with `skip`: it failed because the package already exists with different bytes
 */
export async function settle(pushed: Pushed, created: Created, options: SettleOptions): Promise<PackageDetail> {
  const { cloudsmith, waiting } = pushed
  const { resyncs, skip, read } = options
  const outcome = await arrive(pushed, created, resyncs)
  if (!(outcome instanceof SyncFailedError)) return outcome
  const cleared = await clearFailed(cloudsmith, outcome, waiting.signal)
  if (!(cleared instanceof SyncFailedError)) return cleared
  if (outcome.failure !== 'duplicate' || !(skip || created.wasInDoubt)) throw cleared
  const twin = await untilListed(() => findTwin(pushed, outcome.package), pushed).catch((reason: unknown) => {
    throw skip && reason instanceof AlreadyExistsError ? reason : cleared
  })
  if (twin === undefined) throw cleared
  return read(twin.slug_perm)
}

/** Waits for synchronisation, retrying it if that may help, and resolves to the final outcome. */
async function arrive(
  { cloudsmith, waiting }: Pushed,
  { ref }: Created,
  resyncs: number,
): Promise<PackageDetail | SyncFailedError> {
  for (let left = resyncs; ; left--) {
    try {
      return await waitForSync(cloudsmith, ref, waiting)
    } catch (error) {
      if (!(error instanceof SyncFailedError)) throw error
      if (error.nonRetryable || left <= 0) return error
      try {
        await cloudsmith.packages.resync({ ...ref }, { signal: waiting.signal })
      } catch (reason) {
        // If the response is lost, waiting shows whether the request took effect.
        if (reason instanceof ApiError && !isLost(reason)) return error
        if (!isLost(reason)) throw reason
      }
    }
  }
}

/** Whether the service refused to create a package because it already exists. @see docs/service.md#errors */
export const isDuplicate = (error: unknown): boolean =>
  (error instanceof BadRequestError || error instanceof ValidationError) && /already exists/i.test(error.message)
