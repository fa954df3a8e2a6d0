import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { hasTag } from '../package/tags.ts'
import { identityOf } from '../repository/identity.ts'
import type { Place } from '../repository/place.ts'
import { openRepository } from '../repository/repository.ts'

/** Milliseconds before each check; in total, as long as lists may lag. @see docs/service.md#read-after-write */
const pauses = [0, 2_000, 8_000, 20_000, 30_000]

/**
 * Waits until lists show a tag on packages, at most for as long as lists may lag. From then on, callers that read lists, such as a plan of
 * everything, see the tag.
 */
export async function untilShown(
  cloudsmith: Cloudsmith,
  place: Place,
  rows: readonly Package[],
  tag: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const repository = openRepository(cloudsmith, place, { signal })
  let unseen = rows
  for (const pause of pauses) {
    if (unseen.length === 0) return
    if (pause > 0) await cloudsmith.clock.sleep(pause, signal)
    const shown = new Set<string>()
    const met = (row: Package) => {
      if (hasTag(row, tag)) shown.add(row.slug_perm)
    }
    await repository.find(unseen.map(identityOf), { met })
    unseen = unseen.filter(({ slug_perm }) => !shown.has(slug_perm))
  }
}
