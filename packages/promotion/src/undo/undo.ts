import { type Clock, type Cloudsmith, type Package, WaitTimeoutError } from '@cloudsmith-sdk/client'
import { pending, waitUntil } from '@cloudsmith-sdk/client/sync'
import { type Place, readAll } from '../apply/look.ts'
import type { Deed } from '../apply/report.ts'
import { inBulk } from '../bulk/in-bulk.ts'
import { compareDigests, digestsOf } from '../identity.ts'
import type { PlannedFile } from '../plan/plan.ts'
import type { TransferAction } from '../steps/transfer.ts'

/** A package that a promotion brought. */
export interface Brought {
  /** `slug_perm` at the source. */
  readonly source: string
  /** `slug_perm` at the destination. */
  readonly destination: string
  readonly files: readonly PlannedFile[]
}

/** What became of it: what was done, or why it stays where it is. */
export type Undone = { readonly deed: Extract<Deed, 'deleted' | 'moved back'> } | { readonly why: string }

/** Between which repositories, and how. */
export interface Way {
  readonly source: Place
  readonly destination: Place
  readonly action: TransferAction
}

/** Options of {@link undo}. */
export interface UndoOptions {
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
export function undo(
  cloudsmith: Cloudsmith,
  way: Way,
  brought: readonly Brought[],
  options: UndoOptions,
): Promise<ReadonlyMap<string, Undone>> {
  const lastFirst = brought.toReversed()
  return way.action === 'copy' ? deleteCopies(cloudsmith, way, lastFirst, options) : moveBack(cloudsmith, way, lastFirst, options)
}

async function deleteCopies(
  cloudsmith: Cloudsmith,
  { source, destination }: Way,
  brought: readonly Brought[],
  options: UndoOptions,
): Promise<Map<string, Undone>> {
  const originals = await readAll(
    cloudsmith,
    source,
    brought.map((each) => each.source),
    options.signal,
  )
  const outcomes = new Map<string, Undone>()
  const going: string[] = []
  for (const each of brought) {
    if (isOriginal(originals.get(each.source), each)) going.push(each.destination)
    else outcomes.set(each.destination, { why: `it stays, being the last copy: ${source.repo} does not have its bytes any more` })
  }
  const { refused } = await inBulk(cloudsmith, { ...destination, action: 'Delete' }, going, options.signal)
  const left = await remaining(cloudsmith, destination, going, options)
  for (const slug of going) {
    const why = refused.get(slug) ?? 'the service has not deleted it yet'
    outcomes.set(slug, left.has(slug) ? { why: `it cannot be deleted from ${destination.repo}: ${why}` } : { deed: 'deleted' })
  }
  return outcomes

  /** Those that are still there when everything that was asked for should be done. */
  async function remaining(client: Cloudsmith, place: Place, slugs: readonly string[], { signal, clock }: UndoOptions) {
    const asked = slugs.filter((slug) => !refused.has(slug))
    const stuck = slugs.filter((slug) => refused.has(slug))
    const seen = await settle(asked, async () => [...(await readAll(client, place, asked, signal)).keys()], { signal, clock })
    return new Set([...seen, ...(await readAll(client, place, stuck, signal)).keys()])
  }
}

const isOriginal = (row: Package | undefined, { files }: Brought): boolean => {
  if (row === undefined || row.is_sync_failed) return false
  const planned = files.map(({ filename, sha256 }) => ({ filename, sha256: sha256 ?? undefined }))
  return compareDigests(planned, digestsOf(row)).differences.length === 0
}

async function moveBack(
  cloudsmith: Cloudsmith,
  { source, destination }: Way,
  brought: readonly Brought[],
  { signal, clock }: UndoOptions,
): Promise<Map<string, Undone>> {
  const slugs = brought.map((each) => each.destination)
  const task = { ...destination, action: 'Move', target: source.repo } as const
  const { refused } = await inBulk(cloudsmith, task, slugs, signal)
  const isHome = (row: Package | undefined) => row?.is_sync_completed === true
  const away = new Set(
    await settle(
      slugs.filter((slug) => !refused.has(slug)),
      async () => {
        const rows = await readAll(cloudsmith, source, slugs, signal)
        return slugs.filter((slug) => !refused.has(slug) && !isHome(rows.get(slug)))
      },
      { signal, clock },
    ),
  )
  const failed = (slug: string) => refused.get(slug) ?? (away.has(slug) ? 'it is not synchronised there yet' : undefined)
  return new Map(
    slugs.map((slug): [string, Undone] => {
      const why = failed(slug)
      return [slug, why === undefined ? { deed: 'moved back' } : { why: `it cannot be moved back to ${source.repo}: ${why}` }]
    }),
  )
}

/** Looks until nothing is left of what is waited for, or patience is; gives what is left. */
async function settle(asked: readonly string[], look: () => Promise<string[]>, options: UndoOptions): Promise<readonly string[]> {
  if (asked.length === 0) return []
  let left: readonly string[] = asked
  const seen = async () => {
    left = await look()
    return left.length === 0 ? [] : pending(`${left.length} left`)
  }
  try {
    await waitUntil(seen, (text) => new WaitTimeoutError(text), { ...options, timeout: patience, interval: 2000 })
  } catch (error) {
    if (!(error instanceof WaitTimeoutError)) throw error
  }
  return left
}
