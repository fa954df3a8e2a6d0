import type { Parted } from './parted.ts'
import type { PackageRecord, RepositoryRecord, WorkspaceRecord } from './records.ts'
import type { Home, KeptPart, Shape, Starting, Versioned } from './shapes/shape.ts'
import type { World } from './world.ts'

/** Data that one area attaches to a workspace, a repository, a package or the world. Created on first use. */
export interface Part<In extends Parted, Value> extends KeptPart {
  (home: In): Value
  /** Its form in states; data without a shape is not stored. */
  readonly shape?: Shape<Value> | undefined
}

/** How the data begins and is stored. The default version is 1. */
type PartOptions<Value> = Partial<Versioned> &
  (
    | { readonly shape: Starting<Value>; readonly make?: undefined }
    | { readonly shape: Shape<Value>; readonly make: () => NoInfer<Value> }
    | { readonly shape?: undefined; readonly make: () => NoInfer<Value> }
  )

/** Defines data attached to workspaces. */
export const workspacePart = define<WorkspaceRecord>('workspace')

/** Defines data attached to repositories. */
export const repositoryPart = define<RepositoryRecord>('repository')

/** Defines data attached to packages. */
export const packagePart = define<PackageRecord>('package')

/** Defines data attached to the world. */
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
