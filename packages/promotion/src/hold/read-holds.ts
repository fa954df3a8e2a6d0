import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { hasTag } from '../package/tags.ts'
import type { Edge } from '../pipeline/pipeline.ts'
import { eachOf } from '../repository/concurrency.ts'
import type { Place } from '../repository/place.ts'
import type { PackageRow } from '../repository/row.ts'
import { type Hold, isInForce } from './hold.ts'
import type { HoldStore } from './hold-store.ts'
import { readHold } from './package-hold.ts'
import { holdTag } from './stage-tag.ts'

/** What keeps packages from being promoted along an edge at a moment. */
export interface EdgeHolds {
  /** The hold that pauses the edge; undefined if there is none. */
  readonly paused: Hold | undefined
  /** The holds of packages, by their `slug_perm`. */
  readonly packages: ReadonlyMap<string, Hold>
}

/** Options of {@link readHolds}. */
export interface ReadHoldsOptions {
  /** Milliseconds since the epoch. */
  now: number
  holdStore: HoldStore | undefined
  signal: AbortSignal | undefined
}

/**
 * Reads the holds in force that keep packages from an edge. Makes a request for each package with the tag of a hold, and none for the others.
 *
 * @param at where the packages are
 */
export async function readHolds(
  cloudsmith: Cloudsmith,
  { owner, repo }: Place,
  { from, to }: Edge,
  rows: readonly PackageRow[],
  { now, holdStore, signal }: ReadHoldsOptions,
): Promise<EdgeHolds> {
  const packages = new Map<string, Hold>()
  const tagged = rows.filter((row) => hasTag(row, holdTag(to)))
  await eachOf(tagged, async (row) => {
    const found = await readHold(cloudsmith, { owner, repo, identifier: row.slug_perm }, row, { from, to }, signal)
    if (found !== undefined && isInForce(found, now)) packages.set(row.slug_perm, found)
  })
  return { paused: await readPause({ owner, from, to }, { now, holdStore }), packages }
}

/** The hold in force that pauses an edge; undefined if there is none. */
export async function readPause(
  edge: { owner: string } & Edge,
  { now, holdStore }: Pick<ReadHoldsOptions, 'now' | 'holdStore'>,
): Promise<Hold | undefined> {
  const paused = await holdStore?.read(edge)
  return paused !== undefined && isInForce(paused, now) ? paused : undefined
}
