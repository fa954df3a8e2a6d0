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
  /** Only determine what would be done. Default: false. */
  dryRun?: boolean | undefined
  /**
   * Who puts the removed packages on hold, and why, so that no automation brings them back until somebody resumes them; false: nothing is put
   * on hold. Default: the restore itself, with the time of the snapshot.
   */
  hold?: UndoHold | undefined
  /** Aborts the restore, which then throws {@link RestoreInterruptedError}. */
  signal?: AbortSignal | undefined
}

/** Milliseconds to wait for packages that are already arriving. */
const timeout = 600_000

/**
 * Restores a stage to a snapshot: brings back what is gone, from the recycle bin or from another stage, and deletes what arrived since. A
 * package counts as restored when it is there with its own bytes; it gets the tag of the stage if it had it. In a repository that several
 * stages share nothing is deleted: packages that arrived since lose the tag of the stage.
 *
 * The last copy of a package is never deleted, but reported instead. A package of another distribution or architecture, or with different
 * bytes, is not a copy. Safe to call again after any failure. Other stages are only searched for the packages concerned.
 *
 * Packages that arrived since are put on hold before they are removed, wherever an edge could bring them again: see `hold`.
 *
 * @throws {DocumentError} it is not a snapshot of this version
 * @throws {PipelineError} the pipeline does not have the stage of the snapshot
 * @throws {HoldError} a package cannot be put on hold; nothing was removed
 * @throws {RestoreInterruptedError} it was aborted, or the service cannot be reached or refuses the credentials; `restoration` tells what was
 * planned and done
 * @throws {PlanError} the snapshot belongs to a repository other than that of the stage (`UnusableError`), or the service counts more
 * packages than it lists
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

/** @throws {UnusableError} the snapshot belongs to another repository */
function requireOwn(pipeline: Pipeline, { owner, stage, repository }: Snapshot): Stage {
  const found = stageNamed(pipeline, stage)
  if (owner === pipeline.owner && repository === found.repository) return found
  const now = `${pipeline.owner}/${found.repository}`
  throw new UnusableError(
    `The snapshot belongs to ${owner}/${repository}, but the stage ${stage} is now ${now}: nothing was done.`,
  )
}

/** Waits for packages that an interrupted restore, or somebody else, is already bringing back. */
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
