import type { Package } from '@cloudsmith-sdk/client'
import { hasTag } from '../package/tags.ts'
import { isInStage, stageRows } from '../pipeline/stage-rows.ts'
import { eachOf } from '../repository/concurrency.ts'
import { openRepository } from '../repository/repository.ts'
import type { Advance, Candidates } from './advance.ts'
import { strandedAmong } from './moving.ts'

/**
 * Finds the candidates among packages that events named: packages that are in the source of the edge and match it, and packages that were interrupted
 * on their way. Packages that have left for good are ignored; so are packages that an edge within one repository has already tagged, because the
 * event of that tag would start it again.
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
