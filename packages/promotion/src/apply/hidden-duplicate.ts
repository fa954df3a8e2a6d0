import type { Package } from '@cloudsmith-sdk/client'
import { isDuplicate } from '../package/failed-sync.ts'
import { filesOf, sameFiles } from '../package/files.ts'
import { listLag } from '../repository/limits.ts'
import type { Journey } from './journey.ts'

/**
 * Whether a package that this run copied was at the destination before the copy. If so, another run brought it, and this run's copy fails as its
 * duplicate. The duplicate cannot be deleted until lists show it.
 *
 * @param row the package at the destination
 * @param found all rows of the same identity
 * @param askedAt when they were requested, in milliseconds of the clock
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
