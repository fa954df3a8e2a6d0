import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { type Identified, identityOf, keyOfRow } from '../repository/identity.ts'
import type { Place } from '../repository/place.ts'
import { openRepository } from '../repository/repository.ts'

/**
 * The packages of a repository that are the same as this one, whatever their bytes: failed ones, which a duplicate leaves behind, are
 * left out.
 */
export async function findSame(
  cloudsmith: Cloudsmith,
  place: Place,
  wanted: Identified,
  signal?: AbortSignal,
): Promise<readonly Package[]> {
  const found = await openRepository(cloudsmith, place, { signal }).find([identityOf(wanted)])
  return (found.get(keyOfRow(wanted)) ?? []).filter((row) => !row.is_sync_failed)
}
