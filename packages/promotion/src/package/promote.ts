import type { Cloudsmith, Package, PackageDetail } from '@cloudsmith-sdk/client'
import type { PackageRef, ScanResult } from '@cloudsmith-sdk/client/sync'
import { type StaleScan, type Unscannable, verifyBytes } from './arrival.ts'
import { awaitScan, requireStanding } from './await-scan.ts'
import { type CopyOptions, openWay, type Transfer } from './copy-and-move.ts'
import type { FileDigest } from './files.ts'
import { mark } from './mark.ts'
import type { TransferAction } from './transfer.ts'
import { inOrderOfNeed } from './whole.ts'

/** Options of {@link promote}. */
export interface PromoteOptions extends CopyOptions {
  /** Whether to copy or to move. Default: `copy`. */
  action?: TransferAction | undefined
  /** Tags to set on the promoted package, as the last step: whoever sees them can rely on all previous steps. Default: none. */
  tags?: readonly string[] | undefined
  /** Make those tags immutable. Default: false. */
  immutableTags?: boolean | undefined
  /** What to do with a package that the service cannot scan. Default: `block`. */
  unscannable?: Unscannable | undefined
  /**
   * How to treat a scan that was made before the package arrived. After a move this is often the last one, because the service does not
   * rescan within a day. With `means: 'pass'` it counts if no new scan has begun within two minutes. Default: it does not count.
   */
  staleScan?: StaleScan | undefined
}

/** The result of a promotion, with its proof. */
export interface Promotion extends Omit<Transfer, 'images'> {
  /** Whether the package was copied or moved. */
  readonly action: TransferAction
  /** The package at the destination, as read back after the last step. */
  readonly package: PackageDetail
  /** Every file, with its digest, which is the same on both sides. */
  readonly files: readonly FileDigest[]
  /** The scan that counts for the package at the destination. */
  readonly scan: Omit<ScanResult, 'package'>
  /** The images that a Docker index names, which were promoted before it. Empty for every other package. */
  readonly images: readonly Omit<Promotion, 'images'>[]
}

/**
 * Promotes a package: copies or moves it, waits until it is synchronised, verifies that its bytes are those of the source, waits for its own
 * scan at the destination, checks it for problems, and tags it. The images that a Docker index names are promoted with it: they arrive first,
 * and all are tagged together at the end.
 *
 * Safe to call again after any failure or crash, and from several processes at once: it reads the current state first and continues from
 * there.
 *
 * @throws {ConflictError} the destination has the package with different bytes; nothing was sent
 * @throws {SourceError} the package, or an image that it needs, cannot be promoted in its present state
 * @throws {SyncFailedError} it failed to synchronise at the destination
 * @throws {ArrivalError} it is at the destination, but has a problem
 * @throws {WaitTimeoutError} a wait took longer than `timeout`
 * @throws {RegistryError} the registry gave an invalid response for one of its images, or refused the credentials
 */
export async function promote(cloudsmith: Cloudsmith, ref: PackageRef, options: PromoteOptions): Promise<Promotion> {
  const { action = 'copy', tags = [], unscannable = 'block', immutableTags = false, staleScan, signal } = options
  const rules = { unscannable, staleScan }
  const way = await openWay(cloudsmith, ref, action, options)
  const arrived = await inOrderOfNeed(way.whole, arrive)
  const scans = new Map<string, Omit<ScanResult, 'package'>>()
  const isAlone = arrived.length === 1
  const packages = arrived.map((each) => each.package)
  const marking = { tags, immutable: immutableTags, signal, judge: judgeAgain }
  const last = isAlone && tags.length === 0 ? packages : await mark(cloudsmith, packages, marking)
  const all = arrived.map((each, index) => {
    const pkg = last[index] ?? each.package
    return { ...each, package: pkg, scan: scans.get(pkg.slug_perm) ?? each.scan }
  })
  return { ...(all.at(-1) as (typeof all)[number]), images: all.slice(0, -1) }

  async function arrive(row: Package): Promise<Omit<Promotion, 'images'>> {
    const brought = await way.bring(row)
    const files = verifyBytes(brought.source, brought.package)
    return { action, ...brought, files, ...(await awaitScan(cloudsmith, brought.package, rules, options)) }
  }

  function judgeAgain(row: PackageDetail) {
    const verdict = requireStanding(row, rules, new Date(cloudsmith.clock.now()))
    if (verdict.kind === 'good') scans.set(row.slug_perm, verdict.scan)
  }
}
