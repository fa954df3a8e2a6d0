/** Resources of one type by `slug_perm`, in the order of their creation. */
export interface Store<Stored extends { readonly slugPerm: string }> {
  readonly size: number
  add(stored: Stored): Stored
  get(slugPerm: string): Stored | undefined
  remove(slugPerm: string): boolean
  all(): Stored[]
  find(isIt: (stored: Stored) => boolean): Stored | undefined
  filter(isWanted: (stored: Stored) => boolean): Stored[]
  some(isIt: (stored: Stored) => boolean): boolean
}

/** Creates an empty store. */
export function createStore<Stored extends { readonly slugPerm: string }>(): Store<Stored> {
  return new MapStore<Stored>()
}

/** Allocates its map with the first resource: every package has a store, and nearly all of them stay empty. */
class MapStore<Stored extends { readonly slugPerm: string }> implements Store<Stored> {
  #stored: Map<string, Stored> | undefined

  get size() {
    return this.#stored?.size ?? 0
  }
  add(resource: Stored) {
    this.#stored ??= new Map()
    this.#stored.set(resource.slugPerm, resource)
    return resource
  }
  get(slugPerm: string) {
    return this.#stored?.get(slugPerm)
  }
  remove(slugPerm: string) {
    return this.#stored?.delete(slugPerm) ?? false
  }
  all() {
    return [...(this.#stored?.values() ?? [])]
  }
  find(isIt: (stored: Stored) => boolean) {
    return this.all().find(isIt)
  }
  filter(isWanted: (stored: Stored) => boolean) {
    return this.all().filter(isWanted)
  }
  some(isIt: (stored: Stored) => boolean) {
    return this.all().some(isIt)
  }
}
