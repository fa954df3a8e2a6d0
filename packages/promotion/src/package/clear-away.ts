import { ApiError, AuthenticationError, type Cloudsmith, NotFoundError, RateLimitError } from '@cloudsmith-sdk/client'
import { eachOf } from '../repository/concurrency.ts'
import type { Place } from '../repository/place.ts'

/**
 * Deletes failed entries. An entry that is already gone counts as deleted.
 *
 * @returns `slug_perm` of the entries that the service refuses to delete
 */
export async function clearAway(
  cloudsmith: Cloudsmith,
  { owner, repo }: Place,
  slugPerms: Iterable<string>,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const left: string[] = []
  await eachOf([...slugPerms], async (identifier) => {
    try {
      await cloudsmith.packages.delete({ owner, repo, identifier }, { signal })
    } catch (error) {
      if (error instanceof NotFoundError) return
      if (!(error instanceof ApiError) || error instanceof AuthenticationError || error instanceof RateLimitError) throw error
      left.push(identifier)
    }
  })
  return left
}
