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
 * A package that is moved leaves the source at once, and gets the tag of its stage when it has arrived and is verified. A process that dies in
 * between leaves it at the destination, where nothing looks for candidates. So it is marked before it leaves, by a tag that travels along,
 * and the mark is taken away when it has been delivered. What shows no mark came another way, and is left alone.
 */

/** Whether packages are marked before they take an edge: where they leave their stage, and something is left to be done after that. */
export const isMarked = ({ destination }: Pick<Advance, 'destination'>): boolean =>
  destination.action === 'move' && destination.tag !== undefined

/** Marks what is about to be moved, by its `slug_perm`. */
export async function markMoving(advance: Advance, leaving: readonly string[]): Promise<void> {
  if (!isMarked(advance)) return
  const { cloudsmith, pipeline, source, destination, signal } = advance
  await eachOf(leaving, async (identifier) => {
    const ref = { owner: pipeline.owner, repo: source.repository, identifier }
    await addTags(cloudsmith, ref, [movingTag(destination.name)], { signal })
  })
}

/**
 * Takes the mark from what has been delivered, and from what does not leave after all. What is on its way still keeps it.
 *
 * @param slugs what may show the mark
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

/** The `slug_perm`s of what an earlier run left half-way. */
export const halfWay = ({ items }: Plan): readonly string[] =>
  items.filter(({ outcome, delivered }) => outcome === 'already there' && !delivered).map(({ slugPerm }) => slugPerm)

const staysAtSource = ({ outcome, destination, did }: ReportItem): boolean =>
  outcome === 'compensated' || (destination === null && !did.includes('sent'))

/** Takes the mark from packages of a repository; what is gone is gone. */
export async function unmarkRows(advance: Advance, repo: string, slugs: readonly string[]): Promise<void> {
  const { cloudsmith, pipeline, destination, signal } = advance
  await eachOf(slugs, async (identifier) => {
    const ref = { owner: pipeline.owner, repo, identifier }
    await removeTags(cloudsmith, ref, [movingTag(destination.name)], { signal }).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error
    })
  })
}

/** Packages of a repository that show the mark, as lists tell. */
export async function markedIn(
  { cloudsmith, pipeline, destination, signal }: Advance,
  repo: string,
): Promise<readonly Package[]> {
  const tag = movingTag(destination.name)
  const rows = await listRows(cloudsmith, { owner: pipeline.owner, repo, query: field.tag(tag) }, (row) => row, signal)
  return rows.filter((row) => hasTag(row, tag) && !row.is_sync_failed)
}

/**
 * Which of the packages that events named at the source were cut off on their way to the destination: a move keeps the `slug_perm`. Where a mark
 * does not show, because the service drops tags on a move or somebody moved it by hand, the gates of the stage have to let it through.
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
