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
  /** Copy, or move. Default: `copy`. */
  action?: TransferAction | undefined
  /** Tags that the promoted package gets, last of all: who sees them may rely on everything before. Default: none. */
  tags?: readonly string[] | undefined
  /** Make those tags immutable. Default: false. */
  immutableTags?: boolean | undefined
  /** What to make of a package that the service does not scan. Default: `block`. */
  unscannable?: Unscannable | undefined
  /**
   * What to make of a scan of before the package came, which after a move is often the last one: the service does not scan again within a day.
   * With `means: 'pass'` it counts where no new scan has begun within two minutes. Default: it does not count.
   */
  staleScan?: StaleScan | undefined
}

/** What a promotion did, and what proves it. */
export interface Promotion extends Omit<Transfer, 'images'> {
  readonly action: TransferAction
  /** The package as it is at the destination, read back after everything was done. */
  readonly package: PackageDetail
  /** Every file, with the digest that is the same on both sides. */
  readonly files: readonly FileDigest[]
  /** The scan that counts for the package at the destination. */
  readonly scan: Omit<ScanResult, 'package'>
  /** The images that a Docker index names, which were promoted before it. Empty for every other package. */
  readonly images: readonly Omit<Promotion, 'images'>[]
}

/**
 * Promotes a package: copies or moves it, waits until it is synchronised, proves that its bytes are the source's, waits for its own scan at
 * the destination, checks that nothing speaks against it, and tags it. A Docker index takes the images that it names along: they come first,
 * and tags last of all.
 *
 * May be called again after any failure or crash, and by several at once: it looks at the world first, and goes on from there.
 *
 * @throws {ConflictError} the destination has the package with other bytes; nothing was sent
 * @throws {SourceError} the package, or an image that it needs, is not fit to be promoted
 * @throws {SyncFailedError} it failed to synchronise at the destination
 * @throws {ArrivalError} it is at the destination, but not as it should be
 * @throws {WaitTimeoutError} a wait took longer than `timeout`
 * @throws {RegistryError} the registry of its images does not answer as it should
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
