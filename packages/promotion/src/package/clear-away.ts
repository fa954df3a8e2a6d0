import { ApiError, AuthenticationError, type Cloudsmith, NotFoundError, RateLimitError } from '@cloudsmith-sdk/client'
import { eachOf } from '../repository/concurrency.ts'
import type { Place } from '../repository/place.ts'

/**
 * Deletes failed entries. What is gone is gone, whoever deleted it.
 *
 * @returns `slug_perm` of those that the service does not let be deleted
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
