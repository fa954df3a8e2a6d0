/** Resources of a kind, by `slug_perm`, in the order in which they were made. */
export interface Store<Stored extends { readonly slugPerm: string }> {
  readonly size: number
  add(stored: Stored): Stored
  get(slugPerm: string): Stored | undefined
  remove(slugPerm: string): boolean
  all(): Stored[]
}

/** Makes an empty store, without a map until it holds something: every package has a store, and nearly all of them stay empty. */
export function createStore<Stored extends { readonly slugPerm: string }>(): Store<Stored> {
  let stored: Map<string, Stored> | undefined
  return {
    get size() {
      return stored?.size ?? 0
    },
    add(resource) {
      stored ??= new Map()
      stored.set(resource.slugPerm, resource)
      return resource
    },
    get: (slugPerm) => stored?.get(slugPerm),
    remove: (slugPerm) => stored?.delete(slugPerm) ?? false,
    all: () => [...(stored?.values() ?? [])],
  }
}
