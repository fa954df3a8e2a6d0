import type { Package } from '@cloudsmith-sdk/client'
import { isDuplicate } from '../package/failed-sync.ts'
import { listLag } from '../repository/limits.ts'
import type { Journey } from './journey.ts'

/**
 * Whether a package that this run copied, and that is there, was there before: then another brought it, and the copy of this run fails as its
 * duplicate. As long as lists may not show that one yet, it cannot be cleared away.
 *
 * @param row the package that is there
 * @param found all that have its identity
 * @see docs/service.md#read-after-write
 */
export function hasHiddenDuplicate({ sends, sentAt }: Journey, row: Package, found: readonly Package[], now: Date): boolean {
  if (sends === 0 || now.getTime() - sentAt >= listLag) return false
  const cameBefore = row.sync_finished_at !== null && Date.parse(row.sync_finished_at) < sentAt
  return cameBefore && found.filter(isDuplicate).length < sends
}
