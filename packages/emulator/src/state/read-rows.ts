import type { FieldPath } from '../core/field-path.ts'
import type { Blob } from '../world/blobs.ts'
import type { Parted } from '../world/parted.ts'
import type { Kind, Reader, Shape, Versioned } from '../world/shapes/shape.ts'
import type { World } from '../world/world.ts'
import { keptParts, world as kindOfRoot, type Versions } from './parts.ts'
import { StateError } from './state-error.ts'

/** What is read, and for which world. */
export interface RowSource {
  readonly rows: ReadonlyMap<string, readonly unknown[]>
  readonly versions: Versions
  /** Returns bytes by their sha256. */
  readonly blobOf: (sha256: string) => Blob | undefined
  /** The world that the state is read for; it is not changed. */
  readonly world: World
}

/**
 * Reads an object with everything that it refers to.
 *
 * @throws {StateError} with the path to what is invalid
 */
export function readRows<Root extends Parted>(shape: Shape<Root>, given: unknown, source: RowSource): Root {
  const { rows, versions, blobOf, world } = source
  const made = new Map<string, Map<number, object>>()
  const queue: (() => void)[] = []
  const last: (() => void)[] = []
  let way: (string | number)[] = ['world']
  let home: Parted = {}

  function refuse(why: string): never {
    throw new StateError(why, way)
  }

  /** Runs a step later, with the current path and home. */
  function postponed(step: () => void, here: FieldPath = [...way], on = home) {
    return () => {
      way = [...here]
      home = on
      step()
    }
  }

  function upgraded(name: string, { version, upgrade }: Versioned, written: unknown): unknown {
    const was = versions[name] ?? refuse(`is in the state, but its version is not`)
    if (was === version) return written
    try {
      return upgrade === undefined ? written : upgrade(written, was)
    } catch (error) {
      return refuse(`cannot be upgraded from its version ${was}: ${(error as Error).message}`)
    }
  }

  const reader: Reader = {
    world,
    parts: new Map(keptParts.map((part) => [part.partName, part])),
    get home() {
      return home
    },
    refuse,
    upgraded,
    blob: (sha256) => blobOf(sha256) ?? refuse(`needs the bytes ${sha256}, which are missing or damaged`),
    refer<Value extends object>(kind: Kind<Value>, row: number) {
      const { kindName } = kind
      const all = rows.get(kindName) ?? []
      if (!Object.hasOwn(all, row)) return undefined
      const known = made.get(kindName) ?? new Map<number, object>()
      made.set(kindName, known)
      const there = known.get(row)
      if (there !== undefined) return there as Value
      const value = {} as Value
      known.set(row, value)
      const fill = () => kind.row.fill(value, upgraded(kindName, kind, all[row]), reader)
      queue.push(postponed(fill, [kindName, row], value))
      return value
    },
    later(step) {
      last.push(postponed(step))
    },
    inside(key, read) {
      way.push(key)
      const value = read()
      way.pop()
      return value
    },
  }

  const root = shape.read(upgraded('world', kindOfRoot, given), reader)
  // The queue grows while it is processed; removing from its front would move all entries each time.
  for (const next of queue) next()
  for (const step of last) step()
  mustBeWhole(rows, made)
  return root
}

/** Rows that nothing refers to, and duplicate `slug_perm`s, are errors. */
function mustBeWhole(rows: RowSource['rows'], made: ReadonlyMap<string, ReadonlyMap<number, object>>): void {
  for (const [kindName, all] of rows) {
    const seen = new Set<unknown>()
    for (const row of all.keys()) {
      const value = made.get(kindName)?.get(row)
      if (value === undefined) throw new StateError('is not referred to by anything', [kindName, row])
      if (!('slugPerm' in value)) continue
      if (seen.has(value.slugPerm)) throw new StateError('has the same slug_perm as another', [kindName, row, 'slugPerm'])
      seen.add(value.slugPerm)
    }
  }
}
