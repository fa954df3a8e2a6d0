import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { type CompactRow, compactRow } from '../package/compact-row.ts'
import { hasTag } from '../package/tags.ts'
import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import { stageRows } from '../pipeline/stage-rows.ts'
import { type ListedPage, readPages } from '../repository/list-rows.ts'

/** A package that is in a stage. */
export interface StagePackage extends CompactRow {
  /** It has the tag of the stage. */
  readonly tagged: boolean
  /** It has arrived: before that, the service does not report its bytes. */
  readonly isSynchronised: boolean
}

/** Reads all packages of a stage. Packages that failed to synchronise are left out, because they are often left-over duplicates. */
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

/** The part of a row that is kept. */
export const stagePackageOf = (row: Package, { tag }: Pick<Stage, 'tag'>): StagePackage => ({
  ...compactRow(row),
  tagged: hasTag(row, tag),
  isSynchronised: row.is_sync_completed,
})
