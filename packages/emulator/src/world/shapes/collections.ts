import { createStore, type Store } from '../../core/store.ts'
import type { Shape, Starting } from './shape.ts'

/** An array. */
export function list<Value>(shape: Shape<Value>): Starting<Value[]> {
  return {
    form: `list of ${shape.form}`,
    start: () => [],
    write: (values, to) => values.map((value) => shape.write(value, to)),
    read(given, from) {
      if (!Array.isArray(given)) return from.refuse(given === undefined ? 'is missing' : 'must be a list')
      return given.map((inner, index) => from.inside(index, () => shape.read(inner, from)))
    },
  }
}

/** A set. */
export function set<Value>(shape: Shape<Value>): Starting<Set<Value>> {
  return collection(
    shape,
    () => new Set<Value>(),
    (made) => [...made],
    (made, value) => made.add(value),
  )
}

/** A map whose keys are not part of the values. */
export function map<Key, Value>(key: Shape<Key>, value: Shape<Value>): Starting<Map<Key, Value>> {
  return collection(
    pair(key, value),
    () => new Map<Key, Value>(),
    (made) => [...made],
    (made, [name, one]) => made.set(name, one),
  )
}

/** A map whose keys are derived from the values. */
export function mapBy<Key, Value>(shape: Shape<Value>, keyOf: (value: Value) => Key): Starting<Map<Key, Value>> {
  return collection(
    shape,
    () => new Map<Key, Value>(),
    (made) => [...made.values()],
    (made, value) => made.set(keyOf(value), value),
  )
}

/** A store of resources by `slug_perm`. */
export function store<Stored extends { readonly slugPerm: string }>(shape: Shape<Stored>): Starting<Store<Stored>> {
  return collection(
    shape,
    () => createStore<Stored>(),
    (made) => made.all(),
    (made, stored) => made.add(stored),
  )
}

/** A collection that is written as an array of distinct items. */
function collection<Made extends { readonly size: number }, Value>(
  shape: Shape<Value>,
  start: () => Made,
  valuesOf: (made: Made) => Value[],
  add: (made: Made, value: Value) => unknown,
): Starting<Made> {
  const values = list(shape)
  return {
    form: values.form,
    start,
    write: (made, to) => values.write(valuesOf(made), to),
    read(given, from) {
      const found = values.read(given, from)
      const made = start()
      // The items may only be read then.
      from.later(() => {
        for (const value of found) add(made, value)
        if (made.size !== found.length) from.refuse('has something twice')
      })
      return made
    },
  }
}

/** A pair. */
function pair<Key, Value>(key: Shape<Key>, value: Shape<Value>): Shape<[Key, Value]> {
  return {
    form: `pair of ${key.form} and ${value.form}`,
    write: ([first, second], to) => [key.write(first, to), value.write(second, to)],
    read(given, from) {
      if (!Array.isArray(given) || given.length !== 2) return from.refuse('must be a pair')
      return [from.inside(0, () => key.read(given[0], from)), from.inside(1, () => value.read(given[1], from))]
    },
  }
}
