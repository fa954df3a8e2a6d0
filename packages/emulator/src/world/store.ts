/** Resources of a kind, by `slug_perm`, in the order in which they were made. */
export interface Store<Stored extends { readonly slugPerm: string }> {
  readonly size: number
  add(stored: Stored): Stored
  get(slugPerm: string): Stored | undefined
  remove(slugPerm: string): boolean
  all(): Stored[]
}

/** Makes an empty store. */
export const createStore = <Stored extends { readonly slugPerm: string }>(): Store<Stored> => new Resources<Stored>()

/** A class, and without a map until it holds something: every package has a store, and nearly all of them stay empty. */
class Resources<Stored extends { readonly slugPerm: string }> implements Store<Stored> {
  #stored: Map<string, Stored> | undefined

  get size(): number {
    return this.#stored?.size ?? 0
  }

  add(resource: Stored): Stored {
    this.#stored ??= new Map()
    this.#stored.set(resource.slugPerm, resource)
    return resource
  }

  get(slugPerm: string): Stored | undefined {
    return this.#stored?.get(slugPerm)
  }

  remove(slugPerm: string): boolean {
    return this.#stored?.delete(slugPerm) ?? false
  }

  all(): Stored[] {
    return [...(this.#stored?.values() ?? [])]
  }
}
