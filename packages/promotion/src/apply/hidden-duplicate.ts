import type { Package } from '@cloudsmith-sdk/client'
import { isDuplicate } from '../package/failed-sync.ts'
import { filesOf, sameFiles } from '../package/files.ts'
import { listLag } from '../repository/limits.ts'
import type { Journey } from './journey.ts'

/**
 * Whether a package that this run copied, and that is there, was there before: then another brought it, and the copy of this run fails as its
 * duplicate. As long as lists may not show that one yet, it cannot be cleared away.
 *
 * @param row the package that is there
 * @param found all that have its identity
 * @param askedAt when they were asked for, in milliseconds of the clock
 * @see docs/service.md#read-after-write
 */
export function hasHiddenDuplicate(
  { sends, sentAt, siblings }: Journey,
  row: Package,
  found: readonly Package[],
  askedAt: number,
): boolean {
  if (sends === 0 || askedAt - sentAt >= listLag) return false
  const cameBefore = row.sync_finished_at !== null && Date.parse(row.sync_finished_at) < sentAt
  const isOfSibling = (each: Package) => siblings.some((sibling) => sameFiles(sibling, filesOf(each)))
  return cameBefore && found.filter((each) => isDuplicate(each) && !isOfSibling(each)).length < sends
}
