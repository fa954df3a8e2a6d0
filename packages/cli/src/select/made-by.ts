import { any, field, type Package } from '@cloudsmith-sdk/client'
import { stageOf } from '../core/stage.ts'
import { UsageError } from '../core/usage-error.ts'
import type { Task } from '../frame/task.ts'

/**
 * The `slug_perm`s of what a build or a commit made: packages that have it as a tag, or as a part of their version. The service's search is asked for
 * what contains it, and what it finds is held against the very text here.
 *
 * @param from name of the stage that the packages are in
 * @param isWhole what failed to synchronise is told too, as of a set nothing is left out
 * @throws {UsageError} there is no such stage, or the mark is empty, as a variable is that nobody has set
 */
export async function madeBy(task: Task, from: string, mark: string, isWhole: boolean): Promise<readonly string[]> {
  if (mark.trim() === '') throw new UsageError('--build and --commit say which, and what was said is empty.')
  const { pipeline } = await task.pipeline()
  const place = { owner: pipeline.owner, repo: stageOf(pipeline, from).repository }
  const cloudsmith = await task.cloudsmith()
  const query = any(field.tag(mark), field.version.matches(`*${mark}*`))
  const rows = await cloudsmith.packages.list({ ...place, query }, { signal: task.context.signal }).toArray()
  const made = rows.filter((row) => hasMark(row, mark) && (isWhole || !row.is_sync_failed))
  if (made.length === 0)
    task.note(`${place.owner}/${place.repo} has nothing with the tag ${mark}, or with ${mark} as a part of its version.`)
  return made.map(({ slug_perm }) => slug_perm)
}

/** Major, minor and patch are no build: 1.42.0 has nothing to do with build 42. */
const core = /^v?\d+(\.\d+){0,2}(?![^.+_-])/

const hasMark = ({ tags, version }: Package, mark: string): boolean =>
  Object.values(tags).flat().includes(mark) || between(version?.replace(core, '') ?? '').includes(between(mark))

/** With the same separator before and after every part. */
const between = (text: string): string => `.${text.replace(/[-+_]/g, '.')}.`
