import { areas } from '../areas.ts'
import type { Parted } from '../world/parted.ts'
import type { Part } from '../world/parts.ts'
import type { World } from '../world/world.ts'
import { remedy, StateError } from './state-error.ts'

/** Versions of parts, by name. */
export type PartVersions = Readonly<Record<string, number>>

/** What all areas keep. */
export const keptParts: readonly Part<never, unknown>[] = areas.flatMap(({ parts = [] }) => parts)

/** The versions that parts have now. */
export function versionsOf(parts = keptParts): PartVersions {
  return Object.fromEntries(parts.map(({ partName, version }) => [partName, version]))
}

/** @throws {StateError} for a state in which an area has kept something as only a later emulator does */
export function mustBeReadable(written: PartVersions, parts = keptParts): void {
  const later = parts.find(({ partName, version }) => (written[partName] ?? 0) > version)
  if (later !== undefined) throw new StateError(`The state is of a later version of the emulator (${later.partName}). ${remedy}`)
}

/** Makes what was kept by earlier versions what it would be now. What they did not keep is made when it is first asked for. */
export function upgradeParts(homes: Iterable<Parted>, written: PartVersions, parts = keptParts): void {
  const outdated = parts.filter(({ partName, version }) => (written[partName] ?? version) < version)
  if (outdated.length === 0) return
  for (const { parts: kept } of homes) {
    for (const { partName, upgrade } of outdated) {
      if (kept?.has(partName)) kept.set(partName, upgrade?.(kept.get(partName), written[partName] ?? 0))
    }
  }
}

/** Everything that parts are hung onto. */
export function* homesOf({ workspaces, packages, deleted }: World): Iterable<Parted> {
  for (const workspace of workspaces.values()) {
    yield workspace
    yield* workspace.repositories.values()
  }
  yield* packages.values()
  for (const { pkg } of deleted.values()) yield pkg
}
