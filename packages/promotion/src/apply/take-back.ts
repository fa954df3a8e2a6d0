import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { filesOf, type KeptFile, sameFiles } from '../package/files.ts'
import type { StepAction } from '../pipeline/edge-of.ts'
import { inBulk } from '../repository/bulk.ts'
import { eachOf } from '../repository/concurrency.ts'
import { type Identity, keyOf } from '../repository/identity.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import { untilNoneLeft } from '../repository/until-none-left.ts'
import type { Deed } from './report.ts'

/** A package that a promotion brought to the destination. */
export interface Brought {
  readonly package: Identity
  /** `slug_perm` at the source. */
  readonly source: string
  /** `slug_perm` at the destination. */
  readonly destination: string
  readonly files: readonly KeptFile[]
}

/** What was done to take it back, or why it stays. */
export type Undone = { readonly deed: Extract<Deed, 'deleted' | 'moved back'> } | { readonly why: string }

/** The repositories of a promotion, and how it transferred packages. */
export interface Way {
  readonly source: RepositoryReader
  readonly destination: RepositoryReader
  readonly action: StepAction
}

/** How long the service may take to delete packages or to move them back, in milliseconds. */
const timeout = 300_000

/**
 * Undoes a promotion, last package first: deletes copies, and moves moved packages back. A package that has already gone, whoever removed it, counts
 * as done. The last copy of a package is never deleted.
 *
 * @returns the outcome for each package, by its `slug_perm` at the destination
 */
export function takeBack(
  cloudsmith: Cloudsmith,
  way: Way,
  brought: readonly Brought[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Undone>> {
  const lastFirst = brought.toReversed()
  if (way.action === 'tag')
    return Promise.resolve(new Map(brought.map((each) => [each.destination, { why: 'it was there before' }])))
  return way.action === 'copy' ? deleteCopies(cloudsmith, way, lastFirst, signal) : moveBack(cloudsmith, way, lastFirst, signal)
}

async function deleteCopies(
  cloudsmith: Cloudsmith,
  { source, destination }: Way,
  brought: readonly Brought[],
  signal: AbortSignal | undefined,
): Promise<Map<string, Undone>> {
  const outcomes = new Map<string, Undone>()
  const originals = await source.find(brought.map((each) => each.package))
  const going = brought.filter((each) => {
    const isElsewhere = originals.get(keyOf(each.package))?.some((row) => isCopyOf(row, each)) ?? false
    const why = `it was kept, because it is the last copy: ${source.repo} no longer has its bytes`
    if (!isElsewhere) outcomes.set(each.destination, { why })
    return isElsewhere
  })
  const known = going.map((each) => ({ package: each.package, slugPerm: each.destination }))
  const present = async () => [...(await destination.bySlug(known)).keys()]
  const { owner, repo } = destination
  const { refused } = await inBulk(cloudsmith, { owner, repo, action: 'Delete' }, await present(), signal)
  let left: readonly string[] = []
  const unrefused = async () => {
    left = await present()
    return left.filter((slug) => !refused.has(slug))
  }
  if (going.length > 0) await untilNoneLeft(cloudsmith, unrefused, { timeout, signal })
  for (const { destination: slug } of going) {
    const why = refused.get(slug) ?? 'the service has not deleted it yet'
    outcomes.set(slug, left.includes(slug) ? { why: `it cannot be deleted from ${repo}: ${why}` } : { deed: 'deleted' })
  }
  return outcomes
}

/** Whether a package of the source has the bytes that the promotion brought. */
export const isCopyOf = (row: Package, { files }: Brought): boolean => row.is_sync_completed && sameFiles(files, filesOf(row))

async function moveBack(
  cloudsmith: Cloudsmith,
  { source, destination }: Way,
  brought: readonly Brought[],
  signal: AbortSignal | undefined,
): Promise<Map<string, Undone>> {
  const known = brought.map((each) => ({ package: each.package, slugPerm: each.destination }))
  const slugs = known.map(({ slugPerm }) => slugPerm)
  let back: ReadonlyMap<string, Package> = new Map()
  let there: ReadonlyMap<string, Package> = new Map()
  // Until lists have caught up, both sides may show it: it is back once the destination no longer does.
  const isAway = (slug: string) => there.has(slug) || back.get(slug)?.is_sync_completed !== true
  const look = async () => {
    back = await source.bySlug(known)
    there = await destination.bySlug(known)
  }
  await look()
  const task = { owner: destination.owner, repo: destination.repo, action: 'Move', target: source.repo } as const
  const { refused } = await inBulk(cloudsmith, task, slugs.filter(isAway), signal)
  // A package that was refused but is gone was moved by somebody else.
  const stayed = new Set<string>()
  await eachOf([...refused.keys()], async (slug) => {
    if ((await destination.one(slug)) !== undefined) stayed.add(slug)
  })
  const isUndecided = (slug: string) => isAway(slug) && !stayed.has(slug) && (there.has(slug) || !back.get(slug)?.is_sync_failed)
  if (slugs.some(isUndecided)) {
    const undecided = async () => {
      await look()
      return slugs.filter(isUndecided)
    }
    await untilNoneLeft(cloudsmith, undecided, { timeout, signal })
  }
  return new Map(slugs.map((slug) => [slug, isAway(slug) ? { why: reasonOf(slug) } : { deed: 'moved back' }]))

  function reasonOf(slug: string): string {
    const row = back.get(slug)
    if (row?.is_sync_failed) {
      return `it was moved back to ${source.repo}, and failed to synchronise there: ${row.status_reason ?? 'the service gives no reason'}`
    }
    if (refused.has(slug) && !stayed.has(slug) && row === undefined) {
      return neitherIn(source.repo, destination.repo)
    }
    return `it cannot be moved back to ${source.repo}: ${refused.get(slug) ?? 'it is not synchronised there yet'}`
  }
}

/** Why a package cannot be moved back that has left both repositories. */
export const neitherIn = (source: string, destination: string): string =>
  `it cannot be moved back: it is neither in ${source} nor in ${destination}`
