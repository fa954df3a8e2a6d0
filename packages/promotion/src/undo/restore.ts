import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { UndoHold } from '../hold/undo-hold.ts'
import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import { stageNamed } from '../pipeline/stage-named.ts'
import { keyOf } from '../repository/identity.ts'
import { UnusableError } from '../repository/plan-error.ts'
import { openRepository, type RepositoryReader } from '../repository/repository.ts'
import { requireKind } from '../repository/require-kind.ts'
import { untilNoneLeft } from '../repository/until-none-left.ts'
import { carryOut } from './carry-out.ts'
import { holdTakenAway } from './hold-undone.ts'
import { cutOff, RestoreInterruptedError } from './interrupted-error.ts'
import { readStage, type StagePackage, stagePackageOf } from './read-stage.ts'
import type { Restoration } from './restoration.ts'
import { due, stepsFor } from './restore-steps.ts'
import { type Snapshot, snapshotKind } from './snapshot.ts'
import { survey } from './survey.ts'

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
}

/** Milliseconds for what is on its way already to arrive. */
const timeout = 600_000

/**
 * Makes a stage hold again what it held: brings back what is gone, from the recycle bin or from another stage, and deletes what came since. What
 * is brought back counts when it is there with its own bytes; it shows the tag of the stage where it did. In a repository that stages share
 * nothing is deleted: what came since loses the tag of the stage.
 *
 * The last copy of a package stays, and is named: what another stage has of another distribution, architecture or bytes is no copy of it. May be
 * called again after any failure. Other stages are read for what is concerned only.
 *
 * What came since is held where an edge would bring it from again, before it is taken away: see `hold`.
 *
 * @throws {DocumentError} it is no snapshot of this version
 * @throws {PipelineError} the snapshot is of a stage that the pipeline does not have
 * @throws {HoldError} something cannot be held; nothing was taken away
 * @throws {RestoreInterruptedError} it was aborted, or the service cannot be reached or refuses the caller; `restoration` tells what it was about
 * @throws {PlanError} the snapshot is of another repository than the stage's (`UnusableError`), or the service counts more packages than it lists
 */
export async function restore(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  to: Snapshot,
  options: RestoreOptions = {},
): Promise<Restoration> {
  requireKind(to, { kind: snapshotKind, version: 1 })
  const { dryRun = false, signal } = options
  const stage = requireOwn(pipeline, to)
  const { items } = to
  const at = openRepository(cloudsmith, { owner: pipeline.owner, repo: stage.repository }, { signal })
  const listed = await readStage(cloudsmith, pipeline, stage, signal)
  const held = dryRun ? listed : await arrivedOf(cloudsmith, at, stage, { listed, to }, signal)
  const found = await survey(cloudsmith, pipeline, { stage, held, items }, signal)
  const steps = stepsFor(stage, found, items)
  if (!dryRun) {
    const taken = due(steps, 'delete', 'untag').map(({ copies }) => ({ originals: copies }))
    const holding = { hold: options.hold, signal }
    const completeHold = await holdTakenAway(cloudsmith, pipeline, { stage: stage.name, at: to.at }, taken, holding)
    try {
      await carryOut({ cloudsmith, stage, at, held, signal }, steps)
      await completeHold()
    } catch (error) {
      for (const step of steps) step.why ??= cutOff
      throw new RestoreInterruptedError({ ...restored(), outcome: 'interrupted' }, error)
    }
  }
  return restored()

  function restored(): Restoration {
    return {
      stage: stage.name,
      to: to.at,
      dryRun,
      outcome: steps.every(({ why }) => why === null) ? 'restored' : 'needs a human',
      items: steps.map(({ package: identity, slugPerm, step, from, why }) => ({ package: identity, slugPerm, step, from, why })),
    }
  }
}

/** @throws {UnusableError} the snapshot is of another repository */
function requireOwn(pipeline: Pipeline, { owner, stage, repository }: Snapshot): Stage {
  const found = stageNamed(pipeline, stage)
  if (owner === pipeline.owner && repository === found.repository) return found
  const now = `${pipeline.owner}/${found.repository}`
  throw new UnusableError(
    `The snapshot belongs to ${owner}/${repository}, but the stage ${stage} is now ${now}: nothing was done.`,
  )
}

/** Waits for what a restore that was cut off, or somebody else, is bringing back already. */
async function arrivedOf(
  cloudsmith: Cloudsmith,
  at: RepositoryReader,
  stage: Stage,
  { listed, to }: { listed: readonly StagePackage[]; to: Snapshot },
  signal: AbortSignal | undefined,
): Promise<readonly StagePackage[]> {
  const wanted = new Set(to.items.map((item) => keyOf(item.package)))
  const moving = listed.filter((each) => !each.isSynchronised && wanted.has(keyOf(each.package)))
  if (moving.length === 0) return listed
  let seen = new Map<string, StagePackage>()
  const onTheirWay = async () => {
    const rows = [...(await at.bySlug(moving)).values()].filter((row) => !row.is_sync_failed)
    seen = new Map(rows.map((row) => [row.slug_perm, stagePackageOf(row, stage)]))
    return [...seen.values()].filter(({ isSynchronised }) => !isSynchronised)
  }
  await untilNoneLeft(cloudsmith, onTheirWay, { timeout, signal })
  return listed.flatMap((each) => (moving.includes(each) ? (seen.get(each.slugPerm) ?? []) : [each]))
}
