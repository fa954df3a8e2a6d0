import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import type { Report, ReportItem } from '../apply/report.ts'
import { holdBeforeUndo, type UndoHold, type UndoneSource } from '../hold/undo-hold.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { stageNamed } from '../pipeline/stage-named.ts'
import { openRepository } from '../repository/repository.ts'

/** Options for holding packages that are undone. */
export interface HoldUndoneOptions {
  /** By whom and why; false: nothing is put on hold. */
  hold: UndoHold | undefined
  signal: AbortSignal | undefined
}

/** To be called when everything has been removed. */
type Complete = () => Promise<void>

/** Puts what a promotion delivered or tagged on hold before it is rolled back: a copy at its source, a moved package where it is. */
export async function holdRolledBack(
  cloudsmith: Cloudsmith,
  report: Report,
  { hold, signal }: HoldUndoneOptions,
): Promise<Complete> {
  const items = report.items.filter(isUndone)
  if (hold === false || items.length === 0) return async () => {}
  const { owner, from, to, source, destination, action, plan } = report
  const homes = await rowsAt(source, (item) => item.source)
  // A moved package keeps its slug_perm; one that has already been moved back is at the source.
  const away =
    action === 'move' ? await rowsAt(destination, (item) => item.destination ?? item.source) : new Map<string, Package>()
  const sources = items.flatMap((item): UndoneSource[] => {
    const [moved, home] = [away.get(item.destination ?? item.source), homes.get(item.source)]
    const row = moved ?? home
    return row === undefined ? [] : [{ edge: { from, to }, home: source, at: moved === undefined ? source : destination, row }]
  })
  return await holdBeforeUndo(cloudsmith, sources, {
    ...{ owner, signal },
    ...{ by: `rollback of plan ${plan.slice(0, 12)}`, why: 'rolled back', ...hold },
  })

  function rowsAt(repo: string, slugOf: (item: ReportItem) => string) {
    const known = items.map((item) => ({ package: item.package, slugPerm: slugOf(item) }))
    return openRepository(cloudsmith, { owner, repo }, { signal }).bySlug(known)
  }
}

/**
 * It was delivered or tagged by this promotion. A package that was still being sent is only undone when the plan is applied again, which a
 * hold would prevent.
 */
const isUndone = ({ did, tags }: ReportItem): boolean =>
  tags.length > 0 ||
  ((did.includes('copied') || did.includes('moved')) && !did.includes('deleted') && !did.includes('moved back'))

/** A package that a restore removes, and where the pipeline has its bytes, by repository. */
export interface TakenAway {
  readonly originals: ReadonlyMap<string, Package>
}

/** Puts what a restore is about to remove on hold, at the source of every edge that leads to the stage. */
export async function holdTakenAway(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  { stage, at }: { stage: string; at: string },
  taken: readonly TakenAway[],
  { hold, signal }: HoldUndoneOptions,
): Promise<Complete> {
  if (hold === false) return async () => {}
  const before = new Map(
    pipeline.edges.filter(({ to }) => to === stage).map(({ from }) => [from, stageNamed(pipeline, from).repository]),
  )
  const sources = [...before].flatMap(([from, home]) =>
    taken.flatMap(({ originals }): UndoneSource[] => {
      const row = originals.get(home)
      return row === undefined ? [] : [{ edge: { from, to: stage }, home, at: home, row }]
    }),
  )
  return await holdBeforeUndo(cloudsmith, sources, {
    ...{ owner: pipeline.owner, signal },
    ...{ by: `restore to ${at}`, why: 'removed by a restore', ...hold },
  })
}
