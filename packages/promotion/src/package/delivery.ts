import {
  AbortError,
  BadRequestError,
  type Cloudsmith,
  type Package,
  type PackageDetail,
  WaitTimeoutError,
} from '@cloudsmith-sdk/client'
import { describePackage, type Pending, pending, type WaitOptions, waitForSync, waitUntil } from '@cloudsmith-sdk/client/sync'
import { identityOf, keyOfRow } from '../repository/identity.ts'
import { attempts, listLag } from '../repository/limits.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import { clearAway } from './clear-away.ts'
import { ConflictError, SourceError } from './errors.ts'
import type { SendAnswer } from './send-once.ts'
import { siblingsOf } from './standing.ts'
import { type Sighting, watchDestination } from './watch-destination.ts'

/** A package that is to be delivered to another repository, and how. */
export interface Delivery {
  /** The client for the destination. */
  readonly cloudsmith: Cloudsmith
  /** The package as it was read; it may have been moved to the destination since. */
  readonly source: Package
  /** Where it comes from. Searched for siblings of the package if the destination has different bytes. */
  readonly origin: RepositoryReader
  readonly destination: RepositoryReader
  /** Rows of the destination with its identity, as read a moment ago. Default: they are read. */
  readonly seen?: readonly Package[] | undefined
  /** Sends the package once. */
  send(): Promise<SendAnswer>
  /** What fails at the destination is not a copy but the package itself, and is not deleted. Default: false. */
  readonly isOriginal?: boolean | undefined
  /** Replace a package of the same identity with different bytes. Default: false. */
  readonly republish?: boolean | undefined
  readonly waiting: WaitOptions
}

/** The result of a delivery. */
export interface Delivered {
  readonly package: PackageDetail
  /** The package was there before, or somebody else delivered it. */
  readonly alreadyThere: boolean
  /** `slug_perm` of failed duplicates beside it that could not be deleted. */
  readonly leftovers: readonly string[]
}

/**
 * Delivers a package to its destination and waits until it is synchronised there. In a loop it reads the destination, takes the next step and
 * reads again. A package that was sent but does not appear is sent again only after lists must have caught up; if that creates a second copy,
 * the copy fails and is deleted.
 *
 * @throws {ConflictError} the destination has a package of its identity with different bytes
 * @throws {SourceError} it does not appear although it was sent
 * @throws {SyncFailedError} it failed to synchronise
 * @throws {WaitTimeoutError} it took longer than `timeout`
 */
export async function deliver(delivery: Delivery): Promise<Delivered> {
  const { cloudsmith, source, origin, destination, isOriginal, republish, waiting } = delivery
  const { clock } = cloudsmith
  const { signal } = waiting
  const watch = watchDestination(source, destination, delivery.seen)
  /** The entries that this call made. */
  const made: string[] = []
  let sends = 0
  let sentAt = 0
  /** When the destination was last requested: a response may arrive long after the state that it describes. */
  let askedAt = 0
  let resyncs = 0
  let witnessed = false
  let failure: unknown
  if (source.namespace === destination.owner && source.repository === destination.repo) watch.follow(source.slug_perm)

  try {
    const arrived = await waitUntil(cloudsmith, look, onTimeout, waiting)
    const leftovers = await clearAway(cloudsmith, destination, watch.duplicates, signal)
    const isOwn = made.length === 0 ? sends > 0 : made.includes(arrived.slug_perm)
    return { package: arrived, alreadyThere: !isOwn, leftovers }
  } catch (error) {
    // A failed copy is useless, but after a move the failed entry is the package itself.
    if (!isOriginal && !(error instanceof AbortError)) {
      await clearAway(
        cloudsmith,
        destination,
        made.filter((slug) => watch.duplicates.has(slug)),
        signal,
      )
    }
    throw error
  }

  async function look(): Promise<PackageDetail | Pending> {
    askedAt = clock.now()
    const seen = await watch.look(made.at(-1))
    switch (seen.kind) {
      case 'there':
        return seen.row
      case 'pending':
        return pending(seen.why)
      case 'stuck':
        return resyncs + 1 < attempts ? resync(seen.row.slug_perm) : refuse(seen.row.slug_perm)
      case 'failed':
        return refuse(seen.row.slug_perm)
      case 'other bytes':
        return meet(seen)
      case 'absent':
        return isDue() ? send() : pending('sent, but not visible there yet')
    }
  }

  /** The source decides: bytes that also exist at the source under the same identity belong to a sibling, and are no conflict. */
  async function meet({ row, differences }: Extract<Sighting, { kind: 'other bytes' }>): Promise<PackageDetail | Pending> {
    if (!witnessed) {
      witnessed = true
      const beside = (await origin.find([identityOf(source)])).get(keyOfRow(source)) ?? []
      watch.overlook(siblingsOf(source, beside))
      return look()
    }
    if (!republish) throw new ConflictError(row, differences)
    return isDue() ? send() : pending('sent, but the package that it replaces is still there')
  }

  function isDue(): boolean {
    if (sends === 0) return true
    if (askedAt - sentAt < listLag) return false
    if (sends < attempts) return true
    const why = `was sent to ${destination.repo}, but does not appear there. Promote it again later.`
    throw failure ?? new SourceError(`${describePackage(source)} ${why}`, source)
  }

  async function send(): Promise<Pending> {
    const answer = await delivery.send()
    sentAt = clock.now()
    sends += 1
    if (answer.kind === 'lost') failure = answer.error
    else watch.follow(answer.slugPerm)
    if (answer.kind === 'sent') made.push(answer.slugPerm)
    return pending('sent')
  }

  async function resync(identifier: string): Promise<Pending> {
    const { owner, repo } = destination
    resyncs += 1
    try {
      await cloudsmith.packages.resync({ owner, repo, identifier }, { signal, idempotent: true })
    } catch (error) {
      // Somebody else has already had it synchronised.
      if (!(error instanceof BadRequestError)) throw error
    }
    return pending('it failed to synchronise, and the synchronisation is being retried')
  }

  /** Throws the same error as waiting for synchronisation does, unless the package has recovered meanwhile. */
  async function refuse(identifier: string): Promise<Pending> {
    const { owner, repo } = destination
    await waitForSync(cloudsmith, { owner, repo, identifier }, waiting)
    return pending('it failed to synchronise, and has recovered')
  }

  function onTimeout(seen: string, waited: number): Error {
    const what = `${describePackage(source)} was not synchronised in ${destination.repo} within ${waited} ms (${seen})`
    return new WaitTimeoutError(`${what}. Raise timeout, or call again: it continues from there.`)
  }
}
