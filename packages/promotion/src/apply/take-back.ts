import { type Clock, type Cloudsmith, type Package, WaitTimeoutError } from '@cloudsmith-sdk/client'
import { pending, waitUntil } from '@cloudsmith-sdk/client/sync'
import { filesOf, type KeptFile, sameFiles } from '../package/files.ts'
import type { StepAction } from '../pipeline/edge-of.ts'
import { inBulk } from '../repository/bulk.ts'
import type { Identity } from '../repository/identity.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import type { Deed } from './report.ts'

/** A package that a promotion brought. */
export interface Brought {
  readonly package: Identity
  /** `slug_perm` at the source. */
  readonly source: string
  /** `slug_perm` at the destination. */
  readonly destination: string
  readonly files: readonly KeptFile[]
}

/** What became of it: what was done, or why it stays where it is. */
export type Undone = { readonly deed: Extract<Deed, 'deleted' | 'moved back'> } | { readonly why: string }

/** Between which repositories, and how. */
export interface Way {
  readonly source: RepositoryReader
  readonly destination: RepositoryReader
  readonly action: StepAction
}

/** Options of {@link takeBack}. */
export interface TakeBackOptions {
  signal: AbortSignal | undefined
  clock: Clock
}

/** Milliseconds that the service may take to delete, or to move back. */
const patience = 300_000

/**
 * Takes back what a promotion brought, the last first: deletes copies, and moves back what was moved. The last copy of anything is never
 * deleted.
 *
 * @returns what became of each, by its `slug_perm` at the destination
 */
export function takeBack(
  cloudsmith: Cloudsmith,
  way: Way,
  brought: readonly Brought[],
  options: TakeBackOptions,
): Promise<ReadonlyMap<string, Undone>> {
  const lastFirst = brought.toReversed()
  if (way.action === 'tag')
    return Promise.resolve(new Map(brought.map((each) => [each.destination, { why: 'it was there before' }])))
  return way.action === 'copy' ? deleteCopies(cloudsmith, way, lastFirst, options) : moveBack(cloudsmith, way, lastFirst, options)
}

async function deleteCopies(
  cloudsmith: Cloudsmith,
  { source, destination }: Way,
  brought: readonly Brought[],
  options: TakeBackOptions,
): Promise<Map<string, Undone>> {
  const originals = await source.bySlug(brought.map((each) => ({ ...each, slugPerm: each.source })))
  const outcomes = new Map<string, Undone>()
  const going: Brought[] = []
  for (const each of brought) {
    if (isOriginal(originals.get(each.source), each)) going.push(each)
    else outcomes.set(each.destination, { why: `it stays, being the last copy: ${source.repo} does not have its bytes any more` })
  }
  const present = async () => [
    ...(await destination.bySlug(going.map((each) => ({ ...each, slugPerm: each.destination })))).keys(),
  ]
  const task = { owner: destination.owner, repo: destination.repo, action: 'Delete' } as const
  const { refused } = await inBulk(cloudsmith, task, await present(), options.signal)
  const asked = going.filter(({ destination: slug }) => !refused.has(slug))
  await settle(asked, async () => (await present()).filter((slug) => !refused.has(slug)), options)
  const left = new Set(await present())
  for (const { destination: slug } of going) {
    const why = refused.get(slug) ?? 'the service has not deleted it yet'
    outcomes.set(slug, left.has(slug) ? { why: `it cannot be deleted from ${destination.repo}: ${why}` } : { deed: 'deleted' })
  }
  return outcomes
}

const isOriginal = (row: Package | undefined, { files }: Brought): boolean =>
  row !== undefined && !row.is_sync_failed && sameFiles(files, filesOf(row))

async function moveBack(
  cloudsmith: Cloudsmith,
  { source, destination }: Way,
  brought: readonly Brought[],
  options: TakeBackOptions,
): Promise<Map<string, Undone>> {
  const slugs = brought.map((each) => each.destination)
  const away = async () => {
    const rows = await source.bySlug(brought.map((each) => ({ ...each, slugPerm: each.destination })))
    return slugs.filter((slug) => rows.get(slug)?.is_sync_completed !== true)
  }
  const task = { owner: destination.owner, repo: destination.repo, action: 'Move', target: source.repo } as const
  const { refused } = await inBulk(cloudsmith, task, await away(), options.signal)
  const asked = slugs.filter((slug) => !refused.has(slug))
  await settle(asked, async () => (await away()).filter((slug) => !refused.has(slug)), options)
  const left = new Set(await away())
  return new Map(
    slugs.map((slug): [string, Undone] => {
      const why = refused.get(slug) ?? 'it is not synchronised there yet'
      return [slug, left.has(slug) ? { why: `it cannot be moved back to ${source.repo}: ${why}` } : { deed: 'moved back' }]
    }),
  )
}

/** Looks until nothing is left of what is waited for, or until patience is at its end. */
async function settle(asked: readonly unknown[], look: () => Promise<string[]>, options: TakeBackOptions): Promise<void> {
  if (asked.length === 0) return
  const seen = async () => {
    const left = await look()
    return left.length === 0 ? left : pending(`${left.length} left`)
  }
  try {
    await waitUntil(seen, (text) => new WaitTimeoutError(text), { ...options, timeout: patience, interval: 2000 })
  } catch (error) {
    if (!(error instanceof WaitTimeoutError)) throw error
  }
}
