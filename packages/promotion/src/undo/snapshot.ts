import { type Cloudsmith, systemClock } from '@cloudsmith-sdk/client'
import { type Identity, identityOf } from '../identity.ts'
import type { Pipeline, Stage } from '../pipeline/define-pipeline.ts'
import { PipelineError, unplaced } from '../pipeline/pipeline-error.ts'
import type { PlannedFile } from '../plan/plan.ts'
import { plannedFilesOf } from '../plan/planned-files.ts'
import { readRows } from '../plan/read-rows.ts'

/** A package that a stage held. */
export interface SnapshotItem {
  readonly package: Identity
  readonly slugPerm: string
  readonly files: readonly PlannedFile[]
}

/** What a stage held at a moment. Plain data: keep it, and restore the stage to it later. */
export interface Snapshot {
  readonly owner: string
  readonly stage: string
  readonly repository: string
  /** ISO 8601. */
  readonly at: string
  readonly items: readonly SnapshotItem[]
}

/**
 * Writes down what a stage holds: what failed to synchronise is left out.
 *
 * @throws {PipelineError} there is no such stage
 * @throws {PlanError} the repository changed while it was read
 */
export async function snapshot(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  stage: string,
  { signal, now = new Date(systemClock.now()) }: { signal?: AbortSignal | undefined; now?: Date | undefined } = {},
): Promise<Snapshot> {
  const { repository } = stageNamed(pipeline, stage)
  const { owner } = pipeline
  const rows = await readRows(cloudsmith, { owner, repo: repository }, (row) => row, signal)
  const items = rows
    .filter((row) => !row.is_sync_failed)
    .map((row) => ({
      package: identityOf(row),
      slugPerm: row.slug_perm,
      files: plannedFilesOf(row),
    }))
  return { owner, stage, repository, at: now.toISOString(), items }
}

/** @throws {PipelineError} there is no such stage */
export function stageNamed({ stages }: Pipeline, name: string): Stage {
  const stage = stages.find((each) => each.name === name)
  if (stage !== undefined) return stage
  const names = stages.map((each) => each.name).join(', ')
  throw new PipelineError([unplaced({ path: [], message: `there is no stage ${JSON.stringify(name)}: there are ${names}` })])
}
