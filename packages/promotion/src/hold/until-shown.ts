import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { hasTag } from '../package/tags.ts'
import { identityOf } from '../repository/identity.ts'
import type { Place } from '../repository/place.ts'
import { openRepository } from '../repository/repository.ts'

/** Milliseconds before each look: in sum as long as lists may lag. @see docs/service.md#read-after-write */
const pauses = [0, 2_000, 8_000, 20_000, 30_000]

/**
 * Waits until lists show a tag on packages, for as long as lists may lag and no longer: what reads lists, such as a plan of everything, knows of
 * it from then on.
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
