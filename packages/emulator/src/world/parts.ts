import type { Parted } from './parted.ts'
import type { PackageRecord, RepositoryRecord, WorkspaceRecord } from './records.ts'
import type { Home, KeptPart, Shape, Starting, Versioned } from './shapes/shape.ts'
import type { World } from './world.ts'

/** What one area keeps of a workspace, a repository, a package or the world: made when it is first asked for. */
export interface Part<In extends Parted, Value> extends KeptPart {
  (home: In): Value
  /** What it looks like in states; without one it is not kept. */
  readonly shape?: Shape<Value> | undefined
}

/** How a part begins and is kept. It is of version 1 unless said otherwise. */
type PartOptions<Value> = Partial<Versioned> &
  (
    | { readonly shape: Starting<Value>; readonly make?: undefined }
    | { readonly shape: Shape<Value>; readonly make: () => NoInfer<Value> }
    | { readonly shape?: undefined; readonly make: () => NoInfer<Value> }
  )

/** Part of a workspace. */
export const workspacePart = define<WorkspaceRecord>('workspace')

/** Part of a repository. */
export const repositoryPart = define<RepositoryRecord>('repository')

/** Part of a package. */
export const packagePart = define<PackageRecord>('package')

/** Part of the world. */
export const worldPart = define<World>('world')

function define<In extends Parted>(home: Home) {
  return <Value>(partName: string, options: PartOptions<Value>): Part<In, Value> => {
    const { version = 1, upgrade, shape } = options
    const make = options.make ?? options.shape.start
    const read = (home: In): Value => {
      const kept = home.parts?.get(partName)
      if (kept !== undefined) return kept as Value
      home.parts ??= new Map()
      if (!home.parts.has(partName)) home.parts.set(partName, make())
      return home.parts.get(partName) as Value
    }
    return Object.assign(read, { partName, home, version, upgrade, shape })
  }
}
