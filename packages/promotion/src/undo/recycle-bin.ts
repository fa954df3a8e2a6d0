import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { chunksOf, eachOf } from '../repository/concurrency.ts'
import { bulkSize } from '../repository/limits.ts'
import type { Place } from '../repository/place.ts'

/**
 * Lists the deleted packages of a repository that can be restored.
 *
 * @returns their `slug_perm`s
 * @see docs/service.md#recycle-bin
 */
export async function readRecycleBin(
  cloudsmith: Cloudsmith,
  { owner, repo }: Place,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  const binned = new Set<string>()
  for await (const row of cloudsmith.recycleBin.list({ owner, repository: repo }, { signal })) {
    if (row.is_restorable) binned.add(row.slug_perm)
  }
  return binned
}

/**
 * Restores packages from the recycle bin, a hundred per request.
 *
 * @returns the reasons for refusals, by `slug_perm`
 */
export async function takeOutOfBin(
  cloudsmith: Cloudsmith,
  owner: string,
  slugs: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>()
  await eachOf(chunksOf(slugs, bulkSize), async (identifiers) => {
    const answer = await cloudsmith.recycleBin.restore({ owner, identifiers }, { signal })
    for (const [identifier, reasons] of Object.entries(answer.packages_failed_to_action)) {
      refused.set(identifier, Object.values(reasons).filter(Boolean).join(' ') || 'the service gives no reason')
    }
  })
  return refused
}
