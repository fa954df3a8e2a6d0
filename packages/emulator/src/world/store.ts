/** Resources of a kind, by `slug_perm`, in the order in which they were made. */
export interface Store<Stored extends { readonly slugPerm: string }> {
  readonly size: number
  add(stored: Stored): Stored
  get(slugPerm: string): Stored | undefined
  remove(slugPerm: string): boolean
  all(): Stored[]
}

/** Makes an empty store. */
export function createStore<Stored extends { readonly slugPerm: string }>(): Store<Stored> {
  const stored = new Map<string, Stored>()
  return {
    get size() {
      return stored.size
    },
    add(resource) {
      stored.set(resource.slugPerm, resource)
      return resource
    },
    get: (slugPerm) => stored.get(slugPerm),
    remove: (slugPerm) => stored.delete(slugPerm),
    all: () => [...stored.values()],
  }
}
