import { type Cloudsmith, NotFoundError, type Package, type PackageDetail } from '@cloudsmith-sdk/client'
import { type PackageRef, refOf, type WaitOptions, waitForSync } from '@cloudsmith-sdk/client/sync'
import type { Sides } from '../registry/families.ts'
import type { Registry } from '../registry/registry.ts'
import { openRepository } from '../repository/repository.ts'
import { type Delivered, deliver } from './delivery.ts'
import { destinationSlug } from './destination.ts'
import { sendOnce } from './send-once.ts'
import type { TransferAction } from './transfer.ts'
import { inOrderOfNeed, type Whole, wholeOf } from './whole.ts'

/** Options of {@link copy}. */
export interface CopyOptions extends WaitOptions {
  /** Slug of the destination repository, with or without the workspace before it. */
  to: string
  /** Replace a package of the same identity. Default: false, which makes other bytes there a conflict. */
  republish?: boolean | undefined
  /**
   * Where Docker images are, and how to get in: the platform images of an index are found there and taken along. Without it, an image of
   * several architectures is refused. Default: none.
   */
  registry?: Registry | undefined
}

/** Options of {@link move}. */
export type MoveOptions = Omit<CopyOptions, 'republish'>

/** Where a package got to. */
export interface Transfer extends Delivered {
  /** The package as it was where it came from; where it had been moved before, as it is at the destination. */
  readonly source: PackageDetail
  /** The images that a Docker index names, which went before it. Empty for every other package. */
  readonly images: readonly Omit<Transfer, 'images'>[]
}

/**
 * Copies a package to another repository of the workspace and waits until the copy is synchronised.
 *
 * Looks at the destination first: the same bytes there are taken as done, other bytes as a conflict. Where the answer to the copy is lost, the
 * destination is read before anything is sent again. Two copies at once end with one package: the entry that failed as its duplicate is
 * deleted.
 *
 * @throws {ConflictError} the destination has the package with other bytes
 * @throws {SourceError} the package is not fit to be copied
 * @throws {SyncFailedError} the copy failed to synchronise
 * @throws {WaitTimeoutError} it took longer than `timeout`
 * @throws {RegistryError} the registry of its images does not answer as it should
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

async function transfer(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  action: TransferAction,
  options: CopyOptions,
): Promise<Transfer> {
  const way = await openWay(cloudsmith, ref, action, options)
  const all = await inOrderOfNeed(way.whole, way.bring)
  return { ...(all.at(-1) as Omit<Transfer, 'images'>), images: all.slice(0, -1) }
}

/** A package before it goes, and how to bring it and what it needs. */
export interface Way {
  readonly whole: Whole
  /** Brings one of them, and waits until it is synchronised. */
  bring(row: Package): Promise<Omit<Transfer, 'images'>>
}

/** Reads what is to go. */
export async function openWay(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  action: TransferAction,
  options: CopyOptions,
): Promise<Way> {
  const { signal, registry, republish = false } = options
  const { owner } = ref
  const to = destinationSlug(owner, options.to)
  const sides: Sides = {
    source: openRepository(cloudsmith, { owner, repo: ref.repo }, { signal }),
    destination: openRepository(cloudsmith, { owner, repo: to }, { signal }),
  }
  const found = await readSource(ref)
  // What was moved a moment ago does not give out its manifest before it is synchronised.
  const isUnderWay = registry !== undefined && found.repository === to && !found.is_sync_completed && !found.is_sync_failed
  const pkg = isUnderWay ? await waitForSync(cloudsmith, refOf(found), options) : found
  return { whole: await wholeOf(cloudsmith, pkg, sides, { action, registry, waiting: options }), bring }

  async function bring(row: Package): Promise<Omit<Transfer, 'images'>> {
    const source = row === pkg ? pkg : await readSource(refOf(row))
    if (action === 'copy' && source.repository === to) {
      return { source, package: await waitForSync(cloudsmith, refOf(source), options), alreadyThere: true, leftovers: [] }
    }
    const { source: origin, destination } = sides
    const shipment = { cloudsmith, source, destination, action, republish: republish && action === 'copy', waiting: options }
    const send = () => sendOnce(shipment)
    return { source, ...(await deliver({ ...shipment, origin, send, isOriginal: action === 'move' })) }
  }

  /** Reads a package that is to go; one that was moved before is found at the destination, under the same identifier. */
  async function readSource(where: PackageRef): Promise<PackageDetail> {
    try {
      return await cloudsmith.packages.read({ ...where }, { signal })
    } catch (error) {
      if (action !== 'move' || !(error instanceof NotFoundError)) throw error
      const moved = await sides.destination.one(where.identifier)
      if (moved === undefined) throw error
      return moved
    }
  }
}
