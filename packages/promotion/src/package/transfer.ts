import { type Cloudsmith, ConnectionError, NotFoundError, type Package, type PackageDetail } from '@cloudsmith-sdk/client'
import { describePackage, type PackageRef, pending, type WaitOptions, waitForSync, waitUntil } from '@cloudsmith-sdk/client/sync'
import { listLag } from '../repository/limits.ts'
import { destinationSlug } from './destination.ts'
import { ConflictError, SourceError } from './errors.ts'
import { compareFiles, filesOf } from './files.ts'
import { findSame } from './find.ts'

/** How a package gets to another repository. */
export type TransferAction = 'copy' | 'move'

/** Options of {@link copy}. */
export interface CopyOptions extends WaitOptions {
  /** Slug of the destination repository, with or without the workspace before it. */
  to: string
  /** Replace a package of the same identity. Default: false, which makes other bytes there a conflict. */
  republish?: boolean | undefined
}

/** Options of {@link move}. */
export type MoveOptions = Omit<CopyOptions, 'republish'>

/** Where a package got to. */
export interface Transfer {
  /** The package as it was where it came from; where it had been moved before, as it is at the destination. */
  readonly source: PackageDetail
  /** The package at the destination. */
  readonly package: PackageDetail
  /** It was there before: nothing was sent. */
  readonly alreadyThere: boolean
}

/**
 * Copies a package to another repository of the workspace and waits until the copy is synchronised.
 *
 * Looks at the destination first: the same bytes there are taken as done, other bytes as a conflict. Where the answer to the copy is
 * lost, the destination is read instead of sending again, so one call never makes two copies.
 *
 * @throws {ConflictError} the destination has the package with other bytes
 * @throws {SourceError} the package is not fit to be copied
 * @throws {SyncFailedError} the copy failed to synchronise
 * @throws {WaitTimeoutError} it took longer than `timeout`
 * @see packages_copy
 */
export const copy = (cloudsmith: Cloudsmith, ref: PackageRef, options: CopyOptions): Promise<Transfer> =>
  transfer(cloudsmith, ref, 'copy', options)

/**
 * Moves a package to another repository of the workspace and waits until it is synchronised there. It keeps its `slug_perm`.
 *
 * @throws as {@link copy}
 * @see packages_move
 */
export const move = (cloudsmith: Cloudsmith, ref: PackageRef, options: MoveOptions): Promise<Transfer> =>
  transfer(cloudsmith, ref, 'move', options)

/** Copies or moves a package, whichever is asked for, and waits until it is synchronised at the destination. */
export async function transfer(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  action: TransferAction,
  options: CopyOptions,
): Promise<Transfer> {
  const destination = { owner: ref.owner, repo: destinationSlug(ref.owner, options.to) }
  const source = await readSource(cloudsmith, ref, action, destination.repo, options)
  if (source.repository === destination.repo) return { source, package: await settled(source), alreadyThere: true }

  const present = await lookAt(source)
  if (present !== undefined) return { source, package: await settled(present), alreadyThere: true }
  requireTransferable(source, action)
  return { source, package: await settled(await send()), alreadyThere: false }

  /** The package at the destination, once it is synchronised. */
  function settled(pkg: Package): Promise<PackageDetail> {
    return waitForSync(cloudsmith, { ...destination, identifier: pkg.slug_perm }, options)
  }

  /** The same package at the destination, if it is there. */
  async function lookAt(wanted: Package): Promise<Package | undefined> {
    const found = await findSame(cloudsmith, destination, wanted, options.signal)
    const same = found.find((row) => compareFiles(filesOf(wanted), filesOf(row)).differences.length === 0)
    const [other] = found
    if (same !== undefined || other === undefined || options.republish) return same
    // Until a copy under way is synchronised the service does not tell its digests.
    if (other.is_sync_in_flight) return other
    throw new ConflictError(other, compareFiles(filesOf(wanted), filesOf(other)).differences)
  }

  async function send(): Promise<Package> {
    const { signal, republish } = options
    const params = { ...ref, destination: destination.repo }
    try {
      const answer =
        action === 'move'
          ? await cloudsmith.packages.move(params, { signal })
          : await cloudsmith.packages.copy({ ...params, ...(republish === undefined ? {} : { republish }) }, { signal })
      if (answer.repository === destination.repo) return answer
    } catch (error) {
      // The request may have been acted on although its answer was lost: the destination knows.
      if (!(error instanceof ConnectionError)) throw error
      return await watchFor(source, () => error)
    }
    return await watchFor(source, (message) => new SourceError(message, source))
  }

  /** Looks at the destination until the package shows, for as long as the service's lists may lag behind what it did. */
  function watchFor(wanted: PackageDetail, toError: (message: string) => Error): Promise<Package> {
    const { signal, clock } = options
    const message = `${describePackage(wanted)} was sent to ${destination.repo}, but does not show there. Promote it again later.`
    return waitUntil<Package>(
      async () => (await lookAt(wanted)) ?? pending('nothing'),
      () => toError(message),
      {
        timeout: listLag,
        signal,
        clock,
      },
    )
  }
}

/** Reads the package that is to go; one that was moved before is found at the destination, under the same identifier. */
async function readSource(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  action: TransferAction,
  destination: string,
  { signal }: WaitOptions,
): Promise<PackageDetail> {
  try {
    return await cloudsmith.packages.read({ ...ref }, { signal })
  } catch (error) {
    if (action !== 'move' || !(error instanceof NotFoundError)) throw error
    return await cloudsmith.packages.read({ ...ref, repo: destination }, { signal }).catch((elsewhere: unknown) => {
      throw elsewhere instanceof NotFoundError ? error : elsewhere
    })
  }
}

/** @throws {SourceError} the service would not copy or move the package, or should not */
function requireTransferable(source: PackageDetail, action: TransferAction): void {
  const reason = reasonNotTo(source, action)
  if (reason !== undefined)
    throw new SourceError(`${describePackage(source)} cannot leave ${source.repository}: ${reason}`, source)
}

/** Why the service would not copy or move a package, or should not; undefined where nothing speaks against it. */
export function reasonNotTo(source: Package, action: TransferAction): string | undefined {
  if (source.is_sync_failed) return 'it failed to synchronise. Resync it first.'
  if (!source.is_sync_completed) return 'it is not synchronised yet. Wait for it.'
  if (source.is_quarantined) return `it is quarantined (${source.status_reason ?? 'by hand'}). Release it first.`
  if (action === 'copy' && !source.is_copyable) return 'the service does not let it be copied.'
  if (action === 'move' && !source.is_moveable) return 'the service does not let it be moved.'
  return undefined
}
