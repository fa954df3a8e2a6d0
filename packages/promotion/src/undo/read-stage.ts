import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { type CompactRow, compactRow } from '../package/compact-row.ts'
import { hasTag } from '../package/tags.ts'
import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import { stageRows } from '../pipeline/stage-rows.ts'
import { type ListedPage, readPages } from '../repository/list-rows.ts'

/** A package that a stage holds. */
export interface StagePackage extends CompactRow {
  /** It shows the tag of the stage. */
  readonly tagged: boolean
  /** It has arrived: before that the service does not tell its bytes. */
  readonly isSynchronised: boolean
}

/** Reads all that a stage holds. What failed to synchronise is left out, as a duplicate leaves it behind. */
export async function readStage(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  stage: Stage,
  signal: AbortSignal | undefined,
): Promise<StagePackage[]> {
  const { query, has } = stageRows(pipeline, stage)
  const held: StagePackage[] = []
  const see = ({ rows }: ListedPage) => {
    for (const row of rows) if (!row.is_sync_failed && has(row)) held.push(stagePackageOf(row, stage))
  }
  await readPages(cloudsmith, { owner: pipeline.owner, repo: stage.repository, query }, see, signal)
  return held
}

/** What is kept of a row of a stage. */
export const stagePackageOf = (row: Package, { tag }: Pick<Stage, 'tag'>): StagePackage => ({
  ...compactRow(row),
  tagged: hasTag(row, tag),
  isSynchronised: row.is_sync_completed,
})
