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

/** A package that is to get to another repository, and how. */
export interface Delivery {
  /** Speaks with the destination. */
  readonly cloudsmith: Cloudsmith
  /** As it was read; it may have left for the destination since. */
  readonly source: Package
  /** Where it comes from: asked for siblings of the package where the destination has other bytes. */
  readonly origin: RepositoryReader
  readonly destination: RepositoryReader
  /** Rows of the destination with its identity, as of a moment ago. Default: they are read. */
  readonly seen?: readonly Package[] | undefined
  /** Sends it once. */
  send(): Promise<SendAnswer>
  /** What fails at the destination is no copy but the package itself, and is not deleted. Default: false. */
  readonly isOriginal?: boolean | undefined
  /** Replace what has its identity and other bytes. Default: false. */
  readonly republish?: boolean | undefined
  readonly waiting: WaitOptions
}

/** What came of it. */
export interface Delivered {
  readonly package: PackageDetail
  /** It was there before, or another brought it. */
  readonly alreadyThere: boolean
  /** `slug_perm` of failed duplicates beside it that could not be deleted. */
  readonly leftovers: readonly string[]
}

/**
 * Brings a package to its destination, and waits until it is synchronised there: looks, does the next thing, and looks again. What was sent
 * and does not show is sent again only when lists cannot be behind any more; where that makes a second copy, it fails and is cleared away.
 *
 * @throws {ConflictError} the destination has its identity with other bytes
 * @throws {SourceError} it does not show although it was sent
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
  /** When the destination was last asked: an answer may come long after what it tells of. */
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
    // A copy that failed is of no use to anybody; what was moved is the package itself.
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

  /** The source is the witness: bytes that stand beside the package there are those of a sibling, and no conflict. */
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
      // Another has it synchronised already.
      if (!(error instanceof BadRequestError)) throw error
    }
    return pending('it failed to synchronise, and the synchronisation is being retried')
  }

  /** Fails in the words of whoever waits for a synchronisation, unless it has recovered meanwhile. */
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
