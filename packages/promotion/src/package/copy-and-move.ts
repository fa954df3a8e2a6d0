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
  /** Replace a package of the same identity at the destination. Default: false, which makes different bytes there a conflict. */
  republish?: boolean | undefined
  /**
   * The registry that holds Docker images, with its credentials. The platform images of an index are looked up there and copied or moved with
   * it. Without it, a multi-platform image is refused. Default: none.
   */
  registry?: Registry | undefined
}

/** Options of {@link move}. */
export type MoveOptions = Omit<CopyOptions, 'republish'>

/** The result of a copy or move. */
export interface Transfer extends Delivered {
  /** The package as it was at its source; if it had already been moved, as it is at the destination. */
  readonly source: PackageDetail
  /** The images that a Docker index names, which were transferred before it. Empty for every other package. */
  readonly images: readonly Omit<Transfer, 'images'>[]
}

/**
 * Copies a package to another repository of the same workspace and waits until the copy is synchronised.
 *
 * Reads the destination first: if the same bytes are there, nothing is sent; different bytes are a conflict. If the response to the copy
 * request is lost, the destination is read before anything is sent again. If two callers copy at once, one package remains: the entry that
 * failed as a duplicate is deleted.
 *
 * @throws {ConflictError} the destination has the package with different bytes
 * @throws {SourceError} the package cannot be copied in its present state
 * @throws {SyncFailedError} the copy failed to synchronise
 * @throws {WaitTimeoutError} it took longer than `timeout`
 * @throws {RegistryError} the registry gave an invalid response for one of its images, or refused the credentials
 * @see packages_copy
 */
export const copy = (cloudsmith: Cloudsmith, ref: PackageRef, options: CopyOptions): Promise<Transfer> =>
  transfer(cloudsmith, ref, 'copy', options)

/**
 * Moves a package to another repository of the same workspace and waits until it is synchronised there. The package keeps its `slug_perm`.
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

/** A package that is to be transferred, and how to transfer it together with what it needs. */
export interface Way {
  readonly whole: Whole
  /** Transfers one of them, and waits until it is synchronised. */
  bring(row: Package): Promise<Omit<Transfer, 'images'>>
}

/** Reads the package that is to be transferred, and what it needs. */
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
  // The manifest of a package that has just been moved cannot be read before it is synchronised.
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

  /** Reads a package that is to be transferred; if it has already been moved, it is found at the destination under the same identifier. */
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
