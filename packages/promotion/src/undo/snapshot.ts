import { type Cloudsmith, systemClock } from '@cloudsmith-sdk/client'
import { filesOf, type KeptFile } from '../package/files.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { stageNamed } from '../pipeline/stage-named.ts'
import { type Identity, identityOf } from '../repository/identity.ts'
import { listRows } from '../repository/list-rows.ts'

/** A package that a stage held. */
export interface SnapshotItem {
  readonly package: Identity
  readonly slugPerm: string
  readonly files: readonly KeptFile[]
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
  const rows = await listRows(cloudsmith, { owner, repo: repository }, (row) => row, signal)
  const items = rows
    .filter((row) => !row.is_sync_failed)
    .map((row) => ({
      package: identityOf(row),
      slugPerm: row.slug_perm,
      files: filesOf(row),
    }))
  return { owner, stage, repository, at: now.toISOString(), items }
}
