import { orNotFound } from '../core/errors.ts'
import { type PageQuery, type Pager, page } from '../core/pagination.ts'
import { noContent, ok, type Reply } from '../core/reply.ts'
import type { Store } from '../core/store.ts'
import { type RowFields, sift } from '../search/index.ts'
import type { Actor } from '../world/actor.ts'
import type { RepositoryRecord, WorkspaceRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'
import type { Operations } from './operation.ts'

/** A request to a stored resource. */
export interface ResourceCall {
  readonly path: Readonly<Record<string, string>>
  readonly query: PageQuery & { readonly query?: unknown; readonly sort?: unknown } & Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>>
  readonly actor: Actor
  readonly world: World
  readonly pager: Pager
  /** The workspace that the path names, if any. */
  readonly workspace: WorkspaceRecord | undefined
  /** The repository that the path names, if any. */
  readonly repository: RepositoryRecord | undefined
}

/** The properties of a type of stored resources. `Home` is what they belong to: a workspace or a repository. */
export interface Resource<Home, Stored extends { readonly slugPerm: string }> {
  /** Finds the home, and refuses callers who may not read or (`isWrite`) write. @throws {Refusal} */
  home(call: ResourceCall, isWrite: boolean): Home
  store(home: Home, call: ResourceCall): Pick<Store<Stored>, 'add' | 'all' | 'get' | 'remove'>
  /** Checks of a body that take time; everything after them is synchronous. `stored`: the resource to be changed. @throws {Refusal} */
  check?(call: ResourceCall, stored: Stored | undefined): Promise<void>
  /** Creates a resource from a checked body. */
  create(call: ResourceCall, home: Home): Stored
  /** Changes a resource. `isWhole`: fields that the body leaves out are reset to their defaults. */
  change(call: ResourceCall, stored: Stored, isWhole: boolean, home: Home): void
  view(world: World, stored: Stored, home: Home, call: ResourceCall): object
  /** The response to a change, if it differs from the view. */
  viewWritten?(world: World, stored: Stored, home: Home, call: ResourceCall): object
  /** Finds a resource by the name in the path. Default: by `slug_perm`. */
  find?(home: Home, name: string, call: ResourceCall): Stored | undefined
  /** The fields by which lists can be searched and sorted. */
  fields?: RowFields<Stored>
  /** Default order of lists: a field, with a dash in front for descending. Without it, the order of creation. */
  order?: string
  /** Selects the rows that a list shows. Default: all. */
  shown?(rows: Stored[], call: ResourceCall): Stored[]
  /** Whether lists are returned as `{ results }`. */
  isWrapped?: boolean
  /** Status of a creation. Default: 201. */
  createdStatus?: 200
  /** The path parameter that identifies a resource. Default: `slug_perm`. */
  key?: string
  /** Called after a resource was removed. */
  removed?(call: ResourceCall, stored: Stored, home: Home): void
}

/**
 * Creates the operations of a stored resource: `PREFIX_list`, `_create`, `_read`, `_update`, `_partial_update`, `_delete`. Those that the API does
 * not have are never called.
 */
export function resourceOperations<Home, Stored extends { readonly slugPerm: string }>(
  prefix: string,
  resource: Resource<Home, Stored>,
): Operations {
  const { key = 'slug_perm' } = resource

  function find(call: ResourceCall, isWrite: boolean) {
    const home = resource.home(call, isWrite)
    const store = resource.store(home, call)
    const name = call.path[key] ?? ''
    const stored = orNotFound(resource.find ? resource.find(home, name, call) : store.get(name))
    return { home, store, stored }
  }

  function written(call: ResourceCall, stored: Stored, home: Home): object {
    return (resource.viewWritten ?? resource.view)(call.world, stored, home, call)
  }

  function change(isWhole: boolean) {
    return async (call: ResourceCall): Promise<Reply> => {
      if (resource.check) await resource.check(call, find(call, true).stored)
      const { home, stored } = find(call, true)
      resource.change(call, stored, isWhole, home)
      return ok(written(call, stored, home))
    }
  }

  const operations: Readonly<Record<string, (call: ResourceCall) => Reply | Promise<Reply>>> = {
    list(call) {
      const home = resource.home(call, false)
      const { world, query, pager } = call
      const all = resource.store(home, call).all()
      const shown = resource.shown?.(all, call) ?? all
      const asked = { query: query.query, sort: query.sort ?? resource.order }
      const sifted = resource.fields ? sift(shown, asked, resource.fields, world) : shown
      return page(sifted, query, pager, (rows): unknown => {
        const views = rows.map((stored) => resource.view(world, stored, home, call))
        return resource.isWrapped ? { results: views } : views
      })
    },
    async create(call) {
      const home = resource.home(call, true)
      await resource.check?.(call, undefined)
      const stored = resource.create(call, home)
      resource.store(home, call).add(stored)
      return { status: resource.createdStatus ?? 201, body: written(call, stored, home) }
    },
    read(call) {
      const { home, stored } = find(call, false)
      return ok(resource.view(call.world, stored, home, call))
    },
    update: change(true),
    partial_update: change(false),
    delete(call) {
      const { home, store, stored } = find(call, true)
      store.remove(stored.slugPerm)
      resource.removed?.(call, stored, home)
      return noContent()
    },
  }
  // The second version of the API uses the names `retrieve` and `destroy`.
  const { read, delete: remove } = operations
  const all = { ...operations, retrieve: read, destroy: remove }
  return Object.fromEntries(Object.entries(all).map(([verb, operation]) => [`${prefix}_${verb}`, operation]))
}
