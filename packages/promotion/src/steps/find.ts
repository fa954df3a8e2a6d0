import { type Cloudsmith, exactly, type Package } from '@cloudsmith-sdk/client'
import { type Identified, sameIdentity } from '../identity.ts'

/**
 * The packages of a repository that are the same as this one, whatever their bytes: failed ones, which a duplicate leaves behind, are
 * left out.
 *
 * The service's search matches more loosely than it looks, so every row is compared here again.
 */
export async function findSame(
  cloudsmith: Cloudsmith,
  { owner, repo }: { owner: string; repo: string },
  wanted: Identified,
  signal?: AbortSignal,
): Promise<Package[]> {
  const rows = await cloudsmith.packages.list({ owner, repo, query: exactly(wanted), page_size: 100 }, { signal }).toArray()
  return rows.filter((row) => sameIdentity(row, wanted) && !row.is_sync_failed)
}
