/** Values by key; a key may have several. */
export interface Several<Value extends object> {
  get(key: string): readonly Value[]
  /** Does nothing if the value is already there. */
  add(key: string, value: Value): void
  remove(key: string, value: Value): void
}

/** Creates an empty collection. Nearly every key has one value, for which no list is allocated. */
export function createSeveral<Value extends object>(): Several<Value> {
  const values = new Map<string, Value | readonly Value[]>()

  function get(key: string): readonly Value[] {
    const found = values.get(key)
    if (found === undefined) return []
    return Array.isArray(found) ? found : [found as Value]
  }

  function put(key: string, list: readonly Value[]) {
    const [only] = list
    if (only === undefined) values.delete(key)
    else values.set(key, list.length === 1 ? only : list)
  }

  return {
    get,
    add(key, value) {
      const before = get(key)
      if (!before.includes(value)) put(key, [...before, value])
    },
    remove(key, value) {
      put(
        key,
        get(key).filter((other) => other !== value),
      )
    },
  }
}
