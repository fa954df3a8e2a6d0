import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { isDuplicate } from '../package/failed-sync.ts'
import type { Plan } from '../plan/plan.ts'
import { inBulk } from '../repository/bulk.ts'
import { openRepository } from '../repository/repository.ts'

/**
 * Deletes the failed duplicates that a run of a plan left beside packages that are there. Call it when a run turns out to have continued after
 * another had replaced it: what it sent may have arrived after the other run's last check. A copy fails some seconds after the request, and appears
 * in lists later still.
 *
 * @returns how many were deleted
 */
export async function clearDuplicates(
  cloudsmith: Cloudsmith,
  { owner, destination, action, items }: Plan,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<number> {
  if (action !== 'copy' || items.length === 0) return 0
  const place = { owner, repo: destination }
  const found = await openRepository(cloudsmith, place, { signal }).find(items.map((item) => item.package))
  const useless = [...found.values()].flatMap((rows) =>
    rows.some(({ is_sync_failed }) => !is_sync_failed) ? rows.filter(isDuplicate) : [],
  )
  if (useless.length === 0) return 0
  const slugs = useless.map(({ slug_perm }) => slug_perm)
  const { refused } = await inBulk(cloudsmith, { ...place, action: 'Delete' }, slugs, signal)
  return slugs.length - refused.size
}
