import type { Package } from '@cloudsmith-sdk/client'
import { hasTag } from '../package/tags.ts'
import { isInStage, stageRows } from '../pipeline/stage-rows.ts'
import { eachOf } from '../repository/concurrency.ts'
import { openRepository } from '../repository/repository.ts'
import type { Advance, Candidates } from './advance.ts'
import { strandedAmong } from './moving.ts'

/**
 * What is to be made of packages that events named: those that are in the source of an edge now and that the edge is for, and those that were cut
 * off on their way. What has left for good is nobody's business any more; nor is what an edge inside of one repository has tagged already, whose
 * own event would start it again.
 */
export async function candidatesOf(advance: Advance, slugs: readonly string[]): Promise<Candidates> {
  const { cloudsmith, pipeline, edge, source, destination, signal } = advance
  const repository = openRepository(cloudsmith, { owner: pipeline.owner, repo: source.repository }, { signal })
  const { has } = stageRows(pipeline, source)
  const isDone = (row: Package) => destination.action === 'tag' && isInStage(destination, row)
  const rows: Package[] = []
  const gone: string[] = []
  await eachOf(slugs, async (slug) => {
    const row = await repository.one(slug)
    if (row === undefined) gone.push(slug)
    else if (has(row) && !isDone(row) && (edge.tag === undefined || hasTag(row, edge.tag))) rows.push(row)
  })
  return { rows, stranded: await strandedAmong(advance, gone) }
}
