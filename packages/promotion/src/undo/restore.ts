import { type Clock, type Cloudsmith, type Package, systemClock, WaitTimeoutError } from '@cloudsmith-sdk/client'
import { pending, waitUntil } from '@cloudsmith-sdk/client/sync'
import type { UndoHold } from '../hold/undo-hold.ts'
import { filesOf, sameFiles } from '../package/files.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { stageNamed } from '../pipeline/stage-named.ts'
import { inBulk } from '../repository/bulk.ts'
import { type Identity, identityOf, keyOf, keyOfRow } from '../repository/identity.ts'
import { listRows } from '../repository/list-rows.ts'
import { holdTakenAway, type TakenAway } from './hold-undone.ts'
import type { Snapshot, SnapshotItem } from './snapshot.ts'

/** Options of {@link restore}. */
export interface RestoreOptions {
  /** Say what would be done, and do nothing. Default: false. */
  dryRun?: boolean | undefined
  /**
   * By whom and why what came since is held afterwards, so that no automation brings it back until somebody resumes it; false: nothing is
   * held. Default: by the restore, with its moment, because it was taken away.
   */
  hold?: UndoHold | undefined
  signal?: AbortSignal | undefined
  /** Time to wait by; for tests. Default: the machine's. */
  clock?: Clock | undefined
}

/** What is done to bring a package back, or away. */
export type RestoreStep =
  /** Deleted since: taken out of the recycle bin. */
  | 'restore'
  /** Another stage has the same bytes: copied from there. */
  | 'copy'
  /** It came since, and another stage has the same bytes. */
  | 'delete'
  /** It came since, and nothing else has its bytes: it stays. */
  | 'keep'
  /** It cannot be had any more. */
  | 'lost'

/** A package that is not as the snapshot says. */
export interface RestoreItem {
  readonly package: Identity
  readonly step: RestoreStep
  /** Repository that it is copied from; null for the other steps. */
  readonly from: string | null
  /** Why the step failed, or why there is none; null where all is well. */
  readonly why: string | null
}

/** What was done to restore a stage. Plain data. */
export interface Restoration {
  readonly stage: string
  /** When the stage was as it is to be again. */
  readonly to: string
  readonly dryRun: boolean
  readonly outcome: 'restored' | 'needs a human'
  readonly items: readonly RestoreItem[]
}

interface Step extends RestoreItem, Partial<TakenAway> {
  readonly slugPerm: string
  why: string | null
}

/** Milliseconds for a stage to be as it was. */
const patience = 600_000

/**
 * Makes a stage hold again what it held: brings back what is gone, from the recycle bin or from another stage, and deletes what came since.
 * The last copy of anything stays, and is named. May be called again after any failure.
 *
 * What came since is held where an edge would bring it from again, before it is deleted: see `hold`.
 *
 * @throws {PipelineError} the snapshot is of a stage that the pipeline does not have
 * @throws {HoldError} something cannot be held; nothing was taken away
 * @throws {PlanError} a repository changed while it was read
 */
export async function restore(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  to: Snapshot,
  options: RestoreOptions = {},
): Promise<Restoration> {
  const { dryRun = false, signal, clock = systemClock } = options
  const stage = stageNamed(pipeline, to.stage)
  const { owner } = pipeline
  const repo = stage.repository
  const read = (repository: string) => listRows(cloudsmith, { owner, repo: repository }, (row) => row, signal)
  const present = (await read(repo)).filter((row) => !row.is_sync_failed)
  const elsewhere = pipeline.stages.filter(({ repository }) => repository !== repo).map(({ repository }) => repository)
  const others = new Map<string, (item: SnapshotItem) => Package | undefined>()
  for (const repository of elsewhere)
    others.set(repository, finder((await read(repository)).filter((row) => row.is_sync_completed)))

  const isHeld = finder(present)
  const wanted = new Map(to.items.map((item) => [keyOf(item.package), item]))
  const gone = to.items.filter((item) => isHeld(item) === undefined)
  const extra = present.filter((row) => {
    const item = wanted.get(keyOfRow(row))
    return item === undefined || !isItem(row, item)
  })
  const binned = gone.length === 0 ? new Set<string>() : await recycled()
  const steps: Step[] = [...extra.map(stepAway), ...gone.map(stepBack)]
  if (!dryRun) await carryOut()
  const items = steps.map(({ package: identity, step, from, why }) => ({ package: identity, step, from, why }))
  const outcome = items.every(({ why }) => why === null) ? 'restored' : 'needs a human'
  return { stage: stage.name, to: to.at, dryRun, outcome, items }

  async function recycled(): Promise<Set<string>> {
    const rows = await cloudsmith.recycleBin.list({ owner, repository: repo, page_size: 500 }, { signal }).toArray()
    return new Set(rows.map(({ slug_perm }) => slug_perm))
  }

  function stepAway(row: Package): Step {
    const common = { package: identityOf(row), slugPerm: row.slug_perm, from: null }
    const item = { package: common.package, slugPerm: row.slug_perm, files: filesOf(row) }
    const found = [...others].map(([repository, find]) => [repository, find(item)] as const)
    const originals = new Map(found.flatMap(([repository, original]) => (original === undefined ? [] : [[repository, original]])))
    return originals.size > 0
      ? { ...common, step: 'delete', why: null, originals }
      : { ...common, step: 'keep', why: 'no other stage has its bytes, and the last copy is never deleted' }
  }

  function stepBack(item: SnapshotItem): Step {
    const common = { package: item.package, slugPerm: item.slugPerm, from: null }
    if (binned.has(item.slugPerm)) return { ...common, step: 'restore', why: null }
    for (const [repository, find] of others) {
      const row = find(item)
      if (row !== undefined) return { ...common, slugPerm: row.slug_perm, step: 'copy', from: repository, why: null }
    }
    return { ...common, step: 'lost', why: 'neither the recycle bin nor another stage has its bytes' }
  }

  async function carryOut() {
    const of = (step: RestoreStep) => steps.filter((each) => each.step === step)
    const slugs = (some: readonly Step[]) => some.map(({ slugPerm }) => slugPerm)
    const blame = (some: readonly Step[], refused: ReadonlyMap<string, string>) => {
      for (const each of some) each.why = refused.get(each.slugPerm) ?? each.why
    }
    // What is in the way goes first: a package of the same name and version cannot come back beside it.
    const away = of('delete')
    const taken = away.map(({ originals = new Map() }) => ({ originals }))
    const { hold } = options
    const completeHold = await holdTakenAway(cloudsmith, pipeline, { stage: stage.name, at: to.at }, taken, {
      hold,
      clock,
      signal,
    })
    blame(away, (await inBulk(cloudsmith, { owner, repo, action: 'Delete' }, slugs(away), signal)).refused)
    await until(away, (rows, each) => !rows.some(({ slug_perm }) => slug_perm === each.slugPerm), 'it is not deleted yet')
    blame(of('restore'), await outOfTheBin(slugs(of('restore'))))
    for (const from of others.keys()) {
      const some = of('copy').filter((each) => each.from === from)
      blame(some, (await inBulk(cloudsmith, { owner, repo: from, action: 'Copy', target: repo }, slugs(some), signal)).refused)
    }
    const back = [...of('restore'), ...of('copy')]
    const isBack = (rows: readonly Package[], each: Step) =>
      rows.some((row) => row.is_sync_completed && keyOfRow(row) === keyOf(each.package))
    await until(back, isBack, 'it is not back yet')
    await completeHold()
  }

  async function outOfTheBin(identifiers: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const refused = new Map<string, string>()
    for (let start = 0; start < identifiers.length; start += 100) {
      const chunk = identifiers.slice(start, start + 100)
      const answer = await cloudsmith.recycleBin.act({ owner, action: 'restore', identifiers: chunk }, { signal })
      for (const [identifier, why] of Object.entries(answer.packages_failed_to_action)) {
        refused.set(identifier, Object.values(why).join(' '))
      }
    }
    return refused
  }

  /** Looks at the stage until something is true of every one; says so of those of which it is not. */
  async function until(some: readonly Step[], isTrue: (rows: readonly Package[], each: Step) => boolean, otherwise: string) {
    let open = some.filter(({ why }) => why === null)
    if (open.length === 0) return
    try {
      await waitUntil(
        async () => {
          const rows = await cloudsmith.packages.list({ owner, repo, page_size: 500 }, { signal }).toArray()
          open = open.filter((each) => !isTrue(rows, each))
          return open.length === 0 ? open : pending(`${open.length} left`)
        },
        (text) => new WaitTimeoutError(text),
        { timeout: patience, interval: 2000, signal, clock },
      )
    } catch (error) {
      if (!(error instanceof WaitTimeoutError)) throw error
      for (const each of open) each.why = otherwise
    }
  }
}

/** Makes the function that finds the bytes of a snapshot among packages. */
function finder(rows: readonly Package[]): (item: SnapshotItem) => Package | undefined {
  const byKey = Map.groupBy(rows, keyOfRow)
  return (item) => byKey.get(keyOf(item.package))?.find((row) => isItem(row, item))
}

/** Whether a package is that of a snapshot: the same identity, the same bytes. */
const isItem = (row: Package, { package: identity, files }: Pick<SnapshotItem, 'package' | 'files'>): boolean =>
  keyOfRow(row) === keyOf(identity) && sameFiles(files, filesOf(row))
