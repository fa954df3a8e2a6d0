import { field, NotFoundError, type Package } from '@cloudsmith-sdk/client'
import type { Report, ReportItem } from '../apply/report.ts'
import { judge } from '../gates/judge.ts'
import { directoryOf } from '../gates/people.ts'
import { movingTag } from '../hold/stage-tag.ts'
import { addTags, hasTag, removeTags } from '../package/tags.ts'
import { knowledgeAt } from '../plan/knowledge-at.ts'
import type { Plan } from '../plan/plan.ts'
import { eachOf } from '../repository/concurrency.ts'
import { listRows } from '../repository/list-rows.ts'
import { openRepository } from '../repository/repository.ts'
import type { Advance } from './advance.ts'

/*
 * A moved package leaves the source at once, and gets the tag of its stage only after it has arrived and been verified. If the process dies in
 * between, the package is left at the destination, where nothing looks for candidates. So it is marked before it leaves, with a tag that travels
 * along, and the mark is removed once it has been delivered. A package without the mark came another way, and is left alone.
 */

/** Whether packages are marked before they take an edge: if it moves them, and they still have to be tagged after that. */
export const isMarked = ({ destination }: Pick<Advance, 'destination'>): boolean =>
  destination.action === 'move' && destination.tag !== undefined

/** Marks packages that are about to be moved, by their `slug_perm`. */
export async function markMoving(advance: Advance, leaving: readonly string[]): Promise<void> {
  if (!isMarked(advance)) return
  const { cloudsmith, pipeline, source, destination, signal } = advance
  await eachOf(leaving, async (identifier) => {
    const ref = { owner: pipeline.owner, repo: source.repository, identifier }
    await addTags(cloudsmith, ref, [movingTag(destination.name)], { signal })
  })
}

/**
 * Removes the mark from packages that have been delivered, and from those that stay at the source after all. Packages in transit keep it.
 *
 * @param slugs packages that may have the mark
 */
export async function unmark(advance: Advance, slugs: readonly string[], { items }: Report): Promise<void> {
  if (!isMarked(advance)) return
  const { source, destination } = advance
  const marked = new Set(slugs)
  await eachOf(items, async (item) => {
    if (!marked.has(item.source)) return
    const isDelivered = item.outcome === 'promoted' || item.outcome === 'already there'
    if (isDelivered && item.destination !== null) await unmarkRows(advance, destination.repository, [item.destination])
    else if (staysAtSource(item)) await unmarkRows(advance, source.repository, [item.source])
  })
}

/** The `slug_perm`s of packages that an earlier run left half-finished. */
export const halfWay = ({ items }: Plan): readonly string[] =>
  items.filter(({ outcome, delivered }) => outcome === 'already there' && !delivered).map(({ slugPerm }) => slugPerm)

const staysAtSource = ({ outcome, destination, did }: ReportItem): boolean =>
  outcome === 'compensated' || (destination === null && !did.includes('sent'))

/** Removes the mark from packages of a repository, and ignores those that are gone. */
export async function unmarkRows(advance: Advance, repo: string, slugs: readonly string[]): Promise<void> {
  const { cloudsmith, pipeline, destination, signal } = advance
  await eachOf(slugs, async (identifier) => {
    const ref = { owner: pipeline.owner, repo, identifier }
    await removeTags(cloudsmith, ref, [movingTag(destination.name)], { signal }).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error
    })
  })
}

/** Packages of a repository that have the mark, according to lists. */
export async function markedIn(
  { cloudsmith, pipeline, destination, signal }: Advance,
  repo: string,
): Promise<readonly Package[]> {
  const tag = movingTag(destination.name)
  const rows = await listRows(cloudsmith, { owner: pipeline.owner, repo, query: field.tag(tag) }, (row) => row, signal)
  return rows.filter((row) => hasTag(row, tag) && !row.is_sync_failed)
}

/**
 * Which of the packages that are no longer at the source were interrupted on their way to the destination: a move keeps the `slug_perm`. If a package
 * has no mark, because the service dropped its tags or somebody moved it by hand, it must pass the gates of the stage.
 */
export async function strandedAmong(advance: Advance, gone: readonly string[]): Promise<readonly string[]> {
  if (!isMarked(advance) || gone.length === 0) return []
  const { cloudsmith, pipeline, destination, signal } = advance
  const repository = openRepository(cloudsmith, { owner: pipeline.owner, repo: destination.repository }, { signal })
  const rows: Package[] = []
  await eachOf(gone, async (slug) => {
    const row = await repository.one(slug)
    if (row !== undefined && !hasTag(row, destination.tag)) rows.push(row)
  })
  const unmarked = rows.filter((row) => !hasTag(row, movingTag(destination.name)))
  const refused = new Set(await refusedByGates(advance, unmarked))
  return rows.filter((row) => !refused.has(row)).map(({ slug_perm }) => slug_perm)
}

async function refusedByGates(advance: Advance, rows: readonly Package[]): Promise<readonly Package[]> {
  if (rows.length === 0) return []
  const { cloudsmith, pipeline, edge, destination, signal, requestedBy } = advance
  const place = { owner: pipeline.owner, repo: destination.repository }
  const waivers = [...pipeline.waivers.given, ...((await advance.waivers?.(edge)) ?? [])]
  const { personOf, groupsOf } = directoryOf(pipeline.people)
  const about = {
    now: new Date(cloudsmith.clock.now()),
    waivers,
    waiverLife: pipeline.waivers.maxLife,
    consents: [],
    requestedBy,
    subject: undefined,
    personOf,
    groupsOf,
  }
  const known = await knowledgeAt(cloudsmith, place, { from: edge.from, to: destination }, rows, about, signal)
  const judged = await Promise.all(rows.map(async (row) => ({ row, ...(await judge(destination.gates, known(row))) })))
  return judged.filter(({ result }) => result !== 'pass').map(({ row }) => row)
}
