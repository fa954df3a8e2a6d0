import { ApiError, BadRequestError, ValidationError } from '../errors/api.ts'
import type { PackageDetail } from '../generated/v1.ts'
import { SyncFailedError } from '../sync/errors.ts'
import { waitForSync } from '../sync/sync.ts'
import { type Pushed, untilListed } from './candidates.ts'
import { clearFailed } from './clear-failed.ts'
import type { Created } from './create-package.ts'
import { AlreadyExistsError } from './errors.ts'
import { findTwin } from './existing.ts'
import { isLost } from './lost.ts'

/** How a push waits for its package. */
export interface SettleOptions {
  /** How often to synchronise again where that may help. */
  readonly resyncs: number
  /** What is there already is what was wanted, where it has the same bytes. */
  readonly skip: boolean
}

/**
 * Waits for the package of a push. Where it fails for good, its entry is deleted. What it is a duplicate of, with the same bytes, is given
 * in its place where that was asked for, or where the package may have been created twice.
 *
 * @throws {SyncFailedError} it failed
 * @throws {AlreadyExistsError} it failed because another with other bytes is there, which was to be skipped
 */
export async function settle(pushed: Pushed, created: Created, { resyncs, skip }: SettleOptions): Promise<PackageDetail> {
  const { cloudsmith, owner, repo, waiting } = pushed
  const { signal } = waiting
  const outcome = await arrive(pushed, created, resyncs)
  if (!(outcome instanceof SyncFailedError)) return outcome
  const cleared = await clearFailed(cloudsmith, outcome, signal)
  if (!(cleared instanceof SyncFailedError)) return cleared
  if (outcome.failure !== 'duplicate' || !(skip || created.wasInDoubt)) throw cleared
  const twin = await untilListed(() => findTwin(pushed, outcome.package), pushed).catch((reason: unknown) => {
    throw skip && reason instanceof AlreadyExistsError ? reason : cleared
  })
  if (twin === undefined) throw cleared
  return cloudsmith.packages.read({ owner, repo, identifier: twin.slug_perm }, { signal })
}

/** Waits, and synchronises again where that may help; gives what comes of it in the end. */
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
        // Where the answer is lost, the wait sees whether it was heard.
        if (reason instanceof ApiError && !isLost(reason)) return error
        if (!isLost(reason)) throw reason
      }
    }
  }
}

/** Whether the service refused to create a package because it is there. @see docs/service.md#errors */
export const isDuplicate = (error: unknown): boolean =>
  (error instanceof BadRequestError || error instanceof ValidationError) && /already exists/i.test(error.message)
