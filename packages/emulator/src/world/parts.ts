import type { Parted } from './parted.ts'
import type { PackageRecord, RepositoryRecord, WorkspaceRecord } from './records.ts'
import type { World } from './world.ts'

/** What one area keeps of a workspace, a repository, a package or the world: made when it is first asked for. */
export interface Part<Home extends Parted, Value> {
  (home: Home): Value
  /** What it is called in a state. */
  readonly partName: string
  /** Grows when what is kept gets another shape. */
  readonly version: number
  /** Makes what a state of an earlier version has kept what it would be now. */
  readonly upgrade: ((kept: unknown, version: number) => Value) | undefined
}

/** How a part is kept over versions of the emulator. */
export interface PartOptions<Value> {
  /** 1 unless said otherwise. */
  readonly version?: number
  readonly upgrade?: Part<Parted, Value>['upgrade']
}

/** Part of a workspace. */
export const workspacePart = define<WorkspaceRecord>()

/** Part of a repository. */
export const repositoryPart = define<RepositoryRecord>()

/** Part of a package. */
export const packagePart = define<PackageRecord>()

/** Part of the world. It is not kept in states. */
export const worldPart = define<World>()

function define<Home extends Parted>() {
  return <Value>(
    partName: string,
    make: (home: Home) => Value,
    { version = 1, upgrade }: PartOptions<Value> = {},
  ): Part<Home, Value> => {
    const read = (home: Home): Value => {
      const kept = home.parts?.get(partName)
      if (kept !== undefined) return kept as Value
      home.parts ??= new Map()
      if (!home.parts.has(partName)) home.parts.set(partName, make(home))
      return home.parts.get(partName) as Value
    }
    return Object.assign(read, { partName, version, upgrade })
  }
}
