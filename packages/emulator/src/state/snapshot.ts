import { areas } from '../areas.ts'
import type { Emulator } from '../emulator.ts'
import type { Advisory } from '../scan/index.ts'
import type { Blob } from '../world/blobs.ts'
import type { World } from '../world/world.ts'
import { decode } from './decode.ts'
import { type Encoded, encode } from './encode.ts'
import { homesOf, mustBeReadable, type PartVersions, upgradeParts, versionsOf } from './parts.ts'

interface Snapshot {
  /** Milliseconds of the emulator's clock. */
  readonly now: number
  readonly ids: number
  readonly auditIds: number
  /** Those that were not there when the emulator started. */
  readonly advisories: readonly Advisory[]
  /** How areas keep what is theirs. */
  readonly parts: PartVersions
  /** The maps of the world, by name. */
  readonly maps: Readonly<Record<string, ReadonlyMap<unknown, unknown>>>
}

/** Everything that an emulator has to know after a new start. `given`: the advisories that it knows by itself. */
export function takeSnapshot({ world, clock, advisories }: Emulator, given: readonly Advisory[]): Encoded {
  const snapshot: Snapshot = {
    now: clock.now(),
    ids: world.ids.position,
    auditIds: world.auditIds.position,
    advisories: advisories.filter((advisory) => !given.includes(advisory)),
    parts: versionsOf(),
    maps: Object.fromEntries(mapsOf(world)),
  }
  return encode(snapshot)
}

/**
 * Makes an emulator what another was, and takes up what that had not finished: synchronisations, scans and deletions start anew. Its clock
 * never goes back.
 *
 * @param blobOf gives the bytes of a file by their sha256
 */
export async function restoreSnapshot(emulator: Emulator, data: unknown, blobOf: (sha256: string) => Blob): Promise<void> {
  const { world, clock } = emulator
  const { now, ids, auditIds, advisories, parts, maps } = decode(data, world, blobOf) as Snapshot
  mustBeReadable(parts)
  for (const [name, map] of mapsOf(world)) {
    map.clear()
    for (const [key, value] of maps[name] ?? []) map.set(key, value)
  }
  world.ids.position = ids
  world.auditIds.position = auditIds
  await clock.advance(Math.max(0, now - clock.now()))
  upgradeParts(homesOf(world), parts)
  for (const area of areas) area.resume?.(world)
  // The advisories that are given from outside may have changed as well: so packages are looked at even without new ones.
  emulator.advise(advisories)
}

/** What is kept of a world. */
const kept = ['accounts', 'keys', 'expiries', 'workspaces', 'packages', 'deleted', 'uploads'] as const

function mapsOf(world: World): [string, Map<unknown, unknown>][] {
  return kept.map((name) => [name, world[name] as Map<unknown, unknown>])
}
