import type { Cloudsmith, PackageDetail } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'
import { type Unscannable, verifyBytes, verifyStanding } from './arrival.ts'
import type { FileDigest } from './files.ts'
import { type ScanResult, waitForScan } from './scan.ts'
import { addTags, requireTags } from './tags.ts'
import { type CopyOptions, type TransferAction, transfer } from './transfer.ts'

/** Options of {@link promote}. */
export interface PromoteOptions extends CopyOptions {
  /** Copy, or move. Default: `copy`. */
  action?: TransferAction | undefined
  /** Tags that the promoted package gets, last of all: who sees them may rely on everything before. Default: none. */
  tags?: readonly string[] | undefined
  /** Make those tags immutable. Default: false. */
  immutableTags?: boolean | undefined
  /** What to make of a package that the service does not scan. Default: `block`. */
  unscannable?: Unscannable | undefined
}

/** What a promotion did, and what proves it. */
export interface Promotion {
  readonly action: TransferAction
  /** It was at the destination before: nothing was copied or moved. */
  readonly alreadyThere: boolean
  /** The package as it was where it came from. */
  readonly source: PackageDetail
  /** The package as it is at the destination, read back after everything was done. */
  readonly package: PackageDetail
  /** Every file, with the digest that is the same on both sides. */
  readonly files: readonly FileDigest[]
  /** The scan that the package had at the destination. */
  readonly scan: Omit<ScanResult, 'package'>
}

/**
 * Promotes a package: copies or moves it, waits until it is synchronised, proves that its bytes are the source's, waits for its own
 * scan at the destination, checks that nothing speaks against it, and tags it.
 *
 * May be called again after any failure or crash: it looks at the world first, and goes on from there.
 *
 * @throws {ConflictError} the destination has the package with other bytes; nothing was sent
 * @throws {SourceError} the package is not fit to be promoted; nothing was sent
 * @throws {SyncFailedError} it failed to synchronise at the destination
 * @throws {ArrivalError} it is at the destination, but not as it should be
 * @throws {WaitTimeoutError} a wait took longer than `timeout`
 */
export async function promote(cloudsmith: Cloudsmith, ref: PackageRef, options: PromoteOptions): Promise<Promotion> {
  const { action = 'copy', tags = [], unscannable = 'block', immutableTags = false, signal } = options
  const { source, package: arrived, alreadyThere } = await transfer(cloudsmith, ref, action, options)
  const files = verifyBytes(source, arrived)
  const at: PackageRef = { owner: ref.owner, repo: arrived.repository, identifier: arrived.slug_perm }
  const { package: scanned, ...scan } = await waitForScan(cloudsmith, at, options)
  verifyStanding({ package: scanned, ...scan }, unscannable)
  if (tags.length === 0) return { action, alreadyThere, source, package: scanned, files, scan }
  await addTags(cloudsmith, at, tags, { immutable: immutableTags, signal })
  const tagged = await cloudsmith.packages.read({ ...at }, { signal })
  requireTags(tagged, tags)
  return { action, alreadyThere, source, package: tagged, files, scan }
}
