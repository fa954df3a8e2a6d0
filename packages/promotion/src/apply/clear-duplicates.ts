import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { isDuplicate } from '../package/failed-sync.ts'
import type { Plan } from '../plan/plan.ts'
import { inBulk } from '../repository/bulk.ts'
import { openRepository } from '../repository/repository.ts'

/**
 * Deletes the failed entries that a run of a plan left beside packages that are there: for whoever finds out that a run went on though another had
 * taken its place, and what it had sent came after that had looked last. A copy fails some seconds after it was asked for, and lists tell of it
 * later still.
 *
 * @returns how many there were
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
