import { field, type Query } from '@cloudsmith-sdk/client'
import { stageOf } from '../core/stage.ts'
import type { Task } from '../frame/task.ts'
import { isInStage, isTagged } from './in-stage.ts'
import type { Mark } from './made-by.ts'
import { newest } from './newest.ts'

/** What to search for in a stage. */
export interface Sought {
  /** Name of the stage that contains the packages. */
  readonly from: string
  readonly mark?: Mark | undefined
  readonly query?: string | Query | undefined
  readonly tag?: string | undefined
  /** Only the newest version of each package. */
  readonly newest: boolean
  /** Includes packages that failed to synchronise, because nothing may be left out of a release set. */
  readonly isWhole: boolean
}

/**
 * Finds the `slug_perm`s of matching packages. Cloudsmith's search returns candidates, which are then compared exactly.
 *
 * @throws {UsageError} there is no such stage
 */
export async function found(
  task: Task,
  { from, mark, query, tag, newest: isNewest, isWhole }: Sought,
): Promise<readonly string[]> {
  const { pipeline } = await task.pipeline()
  const stage = stageOf(pipeline, from)
  const place = { owner: pipeline.owner, repo: stage.repository }
  const cloudsmith = await task.cloudsmith()
  const asked = mark?.query ?? query ?? (tag === undefined ? undefined : field.tag(tag))
  const rows = await cloudsmith.packages
    .list({ ...place, ...(asked === undefined ? {} : { query: asked }) }, { signal: task.context.signal })
    .toArray()
  const fitting = rows.filter(
    (row) => isInStage(stage, row) && isTagged(row, tag) && (mark?.isOn(row) ?? true) && (isWhole || !row.is_sync_failed),
  )
  if (fitting.length === 0 && mark !== undefined)
    task.note(
      `${place.owner}/${place.repo} has no package with the tag ${mark.said}, or with ${mark.said} as a part of its version.`,
    )
  return (isNewest ? newest(fitting, 1) : fitting).map(({ slug_perm }) => slug_perm)
}
