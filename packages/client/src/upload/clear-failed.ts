import { NotFoundError } from '../errors/api.ts'
import type { PackageDetail } from '../generated/v1.ts'
import type { CloudsmithV1 } from '../generated/v1-methods.ts'
import { SyncFailedError } from '../sync/errors.ts'
import { refOf } from '../sync/package-ref.ts'
import { describeFailure } from '../sync/sync.ts'

/**
 * Deletes the entry of a package that this push created and that failed to synchronise: it is of no use, and is kept until it is deleted.
 *
 * @returns the package if it has been synchronised after all, as the service may do by itself; otherwise the error, which says what
 * happened to the entry
 */
export async function clearFailed(
  cloudsmith: CloudsmithV1,
  error: SyncFailedError,
  signal: AbortSignal | undefined,
): Promise<PackageDetail | SyncFailedError> {
  const ref = refOf(error.package)
  try {
    const seen = await cloudsmith.packages.read({ ...ref }, { signal })
    if (seen.is_sync_completed) return seen
    if (!seen.is_sync_failed)
      return told(error, `The service is retrying the synchronisation: check ${ref.identifier} again later.`)
    await cloudsmith.packages.delete({ ...ref }, { signal })
  } catch (reason) {
    if (!(reason instanceof NotFoundError))
      return told(error, `Delete its entry ${ref.identifier}: this push tried and failed (${reason}).`)
  }
  return told(error, `Its entry was deleted. ${adviceOn(error)}`)
}

function adviceOn({ failure, nonRetryable }: SyncFailedError): string {
  if (failure === 'duplicate') return "Push another version, replace what is there (ifExists: 'replace'), or keep it ('skip')."
  if (failure === 'unparsable') return 'Fix the file, and push it again.'
  return nonRetryable ? 'Pushing the same file again cannot help.' : 'Push it again.'
}

const told = (error: SyncFailedError, next: string): SyncFailedError =>
  new SyncFailedError(describeFailure(error.package, next), error)
