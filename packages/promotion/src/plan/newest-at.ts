import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Destination } from '../pipeline/edge-of.ts'
import type { Identity } from '../repository/identity.ts'
import type { Place } from '../repository/place.ts'
import type { Besides } from '../repository/queries.ts'
import { hasPrereleases, type Newest, nameKey, newestOf, type Versioned } from './newest.ts'

/**
 * Finds the newest versions of names at a destination. The settings of the repository are only read if pre-releases are involved.
 *
 * @param wanted packages that may arrive
 * @param present packages of the destination, of any name
 */
export async function newestAt(
  cloudsmith: Cloudsmith,
  { owner, repo }: Place,
  wanted: readonly Identity[],
  present: readonly Versioned[],
  signal: AbortSignal | undefined,
): Promise<Newest> {
  const there = Map.groupBy(present, ({ identity }) => nameKey(identity))
  const met = [...Map.groupBy(wanted, nameKey)].flatMap(([key, arriving]) => {
    const known = there.get(key) ?? []
    return known.length === 0 ? [] : [...arriving, ...known.map(({ identity }) => identity)]
  })
  if (!hasPrereleases(met)) return newestOf(present, { countsPrereleases: true })
  const { tag_pre_releases_as_latest: counts } = await cloudsmith.repos.read({ owner, repo }, { signal })
  return newestOf(present, { countsPrereleases: counts !== false })
}

/** Which rows, besides the packages themselves, are needed to find the newest versions of a stage. */
export const besidesOf = ({ shared, tag, latest }: Destination): Besides =>
  shared ? { tagged: tag } : latest === 'block' ? { versions: true } : { latest: true }
