import type { Report } from '../apply/report.ts'
import { readPause } from '../hold/read-holds.ts'
import { hasTag } from '../package/tags.ts'
import { goes } from '../plan/is-sent.ts'
import type { Slots } from '../repository/concurrency.ts'
import { type Advance, applyFor, type Candidates, type Decided, planFor } from './advance.ts'
import { candidatesOf } from './candidates.ts'
import { createLane, type Lane } from './lane.ts'
import { halfWay, isMarked, markedIn, markMoving, strandedAmong, unmark, unmarkRows } from './moving.ts'

/** Listeners for the outcome of the work. They must not throw. */
export interface EdgeListeners {
  onReport: (report: Report) => Promise<void>
  onError: (error: unknown) => Promise<void>
}

/** The work of one edge. */
export interface EdgeWork {
  readonly advance: Advance
  /** Checks a package of the source, by its `slug_perm`. */
  add: Lane['add']
  /** Promotes everything that may be promoted, except what other runs are working on. Never rejects. */
  sweep(): Promise<readonly Report[]>
}

/**
 * Sets up the work of one edge.
 *
 * @param track registers work that runs in the background
 */
export function createEdgeWork(
  advance: Advance,
  { inSlot, track, onReport, onError }: EdgeListeners & { inSlot: Slots; track: (work: Promise<unknown>) => void },
): EdgeWork {
  const { cloudsmith, pipeline, edge, source, destination, holdStore, signal } = advance
  const lane = createLane(inSlot, (slugs) =>
    tellingErrors(async () => {
      if (await isPaused()) return
      const candidates = await candidatesOf(advance, slugs)
      if (candidates.rows.length + candidates.stranded.length > 0) await finish(await planFor(advance, candidates))
    }),
  )
  return { advance, add: lane.add, sweep }

  async function sweep(): Promise<readonly Report[]> {
    const reports: Report[] = []
    const work = async () => {
      if (await isPaused()) return
      if (isMarked(advance)) await finishStranded(reports)
      const atSource = isMarked(advance) ? await markedIn(advance, source.repository) : []
      const made = await planFor(advance)
      const slugs = made.plan.items.map(({ slugPerm }) => slugPerm)
      const isMine = await lane.claim(slugs, async () => {
        const { report, leaving } = await finish(made)
        reports.push(report)
        // Marked by a run that died before it sent them; something has held them back since.
        const left = atSource.map(({ slug_perm }) => slug_perm).filter((slug) => !leaving.includes(slug))
        await unmarkRows(advance, source.repository, left)
      })
      if (isMine) return
      const open = made.plan.items.filter(goes)
      // `onError` has already been called where it fails.
      for (const { slugPerm } of open) track(lane.add(slugPerm).catch(() => {}))
    }
    await tellingErrors(() => inSlot(work)).catch(() => {})
    return reports
  }

  /** Finishes packages whose run died after moving them, before they were verified and tagged. */
  async function finishStranded(reports: Report[]): Promise<void> {
    const marked = await markedIn(advance, destination.repository)
    const [delivered, open] = [true, false].map((is) => marked.filter((row) => hasTag(row, destination.tag) === is))
    const slugsOf = (rows: typeof marked = []) => rows.map(({ slug_perm }) => slug_perm)
    await unmarkRows(advance, destination.repository, slugsOf(delivered))
    // What another run is working on is not stranded.
    await lane.claim(slugsOf(open), async () => {
      const candidates: Candidates = { rows: [], stranded: await strandedAmong(advance, slugsOf(open)) }
      if (candidates.stranded.length > 0) reports.push((await finish(await planFor(advance, candidates))).report)
    })
  }

  async function finish(made: Decided): Promise<{ report: Report; leaving: readonly string[] }> {
    let leaving: readonly string[] = []
    const report = await applyFor(advance, made, async (slugs) => {
      leaving = slugs
      await markMoving(advance, slugs)
    })
    await unmark(advance, [...leaving, ...halfWay(made.plan)], report)
    await onReport(report)
    return { report, leaving }
  }

  /** A paused edge makes no requests: what waits at it is found once it is resumed. */
  async function isPaused(): Promise<boolean> {
    const { from, to, name } = edge
    return (await readPause({ owner: pipeline.owner, from, to, name }, { now: cloudsmith.clock.now(), holdStore })) !== undefined
  }

  /** Reports an error once, however many events it concerns. */
  async function tellingErrors(work: () => Promise<void>): Promise<void> {
    try {
      signal?.throwIfAborted()
      await work()
    } catch (error) {
      await onError(error)
      throw error
    }
  }
}
