import { field, type Query } from '@cloudsmith-sdk/client'
import { stageOf } from '../core/stage.ts'
import type { Task } from '../frame/task.ts'
import { isInStage, isTagged } from './in-stage.ts'
import type { Mark } from './made-by.ts'
import { newest } from './newest.ts'

/** What is looked for in a stage. */
export interface Sought {
  /** Name of the stage that the packages are in. */
  readonly from: string
  readonly mark?: Mark | undefined
  readonly query?: string | Query | undefined
  readonly tag?: string | undefined
  /** Only the newest version of each. */
  readonly newest: boolean
  /** What failed to synchronise is told too, as of a set nothing is left out. */
  readonly isWhole: boolean
}

/**
 * The `slug_perm`s of what is looked for. The service's search is asked for what may be it, and what it finds is held against the very text here.
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
