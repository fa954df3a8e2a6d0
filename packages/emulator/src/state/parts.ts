import { areas } from '../areas.ts'
import { accounts } from '../world/account.ts'
import { packages, repositories, workspaces } from '../world/kinds.ts'
import { awaited, contents } from '../world/package.ts'
import type { KeptPart, Versioned } from '../world/shapes/shape.ts'
import { StateError } from './state-error.ts'

/** Versions of the content of a state, by name. */
export type Versions = Readonly<Record<string, number>>

/** The parts of all areas. */
export const keptParts: readonly KeptPart[] = areas.flatMap(({ parts = [] }) => parts)

/** Everything that has rows of its own. */
export const kinds = [
  accounts,
  workspaces,
  repositories,
  packages,
  contents,
  awaited,
  ...areas.flatMap(({ kinds = [] }) => kinds),
]

/** The content of a state outside its rows. */
export const world: Versioned = { version: 1 }

/** Everything with a version, by name. */
export const versioned: ReadonlyMap<string, Versioned> = new Map<string, Versioned>([
  ['world', world],
  ...kinds.map((kind) => [kind.kindName, kind] as const),
  ...keptParts.map((part) => [part.partName, part] as const),
])

/** The current versions of everything. */
export function versionsNow(known = versioned): Versions {
  return Object.fromEntries([...known].map(([name, { version }]) => [name, version]))
}

/** @throws {StateError} if the state contains something of a later version */
export function mustBeReadable(written: Versions, known = versioned): void {
  for (const [name, version] of Object.entries(written)) {
    const now = known.get(name)?.version ?? 0
    if (version > now)
      throw new StateError(`is of version ${version}, from a later emulator: this one knows ${now || 'none'}`, [name])
  }
}
