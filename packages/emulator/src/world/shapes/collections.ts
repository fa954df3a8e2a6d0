import { createStore, type Store } from '../../core/store.ts'
import { isTable, type Reader, type Shape, type Writer } from './shape.ts'

/** The shapes of all fields of something. */
export type Fields<Value> = { readonly [Field in keyof Required<Value>]: Shape<Value[Field & keyof Value]> }

/** Something with these fields, and no others. */
export function record<Value extends object>(fields: Fields<Value>): Shape<Value> {
  const all = Object.entries<Shape<unknown>>(fields)
  return {
    form: formOf(all),
    write: (value, to) => writeFields(all, value, to),
    read(given, from) {
      const made = {} as Value
      readFields(all, made, given, from)
      return made
    },
  }
}

/** The fields of something with their shapes. */
export type NamedShapes = readonly (readonly [string, Shape<unknown>])[]

/** Fields in words. */
export const formOf = (fields: NamedShapes): string => `{ ${fields.map(([name, { form }]) => `${name}: ${form}`).join('; ')} }`

/** Makes JSON of the fields of an object. */
export function writeFields(fields: NamedShapes, value: object, to: Writer): object {
  const written: Record<string, unknown> = {}
  for (const [name, shape] of fields) written[name] = shape.write(value[name as never], to)
  return written
}

/** Gives an object the fields that JSON has for it. */
export function readFields(fields: NamedShapes, made: object, given: unknown, from: Reader): void {
  const table = tableOf(given, from)
  const to = made as Record<string, unknown>
  let left = Object.keys(table).length
  for (const [name, shape] of fields) {
    if (Object.hasOwn(table, name)) left -= 1
    const value = from.inside(name, () => shape.read(table[name], from))
    if (value !== undefined) to[name] = value
  }
  if (left === 0) return
  const unknown = Object.keys(table).find((name) => !fields.some(([known]) => known === name)) ?? ''
  from.inside(unknown, () => from.refuse('there is no such field'))
}

function tableOf(given: unknown, from: Reader): Readonly<Record<string, unknown>> {
  return isTable(given) ? given : from.refuse(given === undefined ? 'is missing' : 'must be an object')
}

/** Something of which only these fields are looked at: what was made for an answer, and is kept as it is. */
export function view<Value extends object>(fields: { readonly [Field in keyof Value]?: Shape<unknown> }): Shape<Value> {
  const known = Object.entries<Shape<unknown> | undefined>(fields)
  return {
    form: `{ ${known.map(([name, shape]) => `${name}: ${shape?.form}`).join('; ')}; … }`,
    write: (value) => value,
    read(given, from) {
      const table = tableOf(given, from)
      for (const [name, shape] of known) from.inside(name, () => shape?.read(table[name], from))
      return table as Value
    },
  }
}

/** Something that has one of several shapes, by the word that one of its fields is. */
export function variant<Value extends object>(
  by: string & keyof Value,
  shapes: Readonly<Record<string, Shape<Value>>>,
): Shape<Value> {
  const find = (word: unknown) => (typeof word === 'string' && Object.hasOwn(shapes, word) ? shapes[word] : undefined)
  return {
    form: `by ${by}: ${[...new Set(Object.values(shapes).map(({ form }) => form))].join(' or ')}`,
    write(value, to) {
      const shape = find(value[by])
      if (shape === undefined) throw new Error(`The state cannot keep the ${by} ${String(value[by])}.`)
      return shape.write(value, to)
    },
    read(given, from) {
      const word = tableOf(given, from)[by]
      const shape = find(word)
      return shape?.read(given, from) ?? from.inside(by, () => from.refuse(`must be one of ${Object.keys(shapes).join(', ')}`))
    },
  }
}

/** A table of things by any names. */
export function dictionary<Value>(shape: Shape<Value>): Shape<Readonly<Record<string, Value>>> {
  return {
    form: `table of ${shape.form}`,
    write: (value, to) => Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shape.write(inner, to)])),
    read(given, from) {
      const entries = Object.entries(tableOf(given, from))
      return Object.fromEntries(entries.map(([name, inner]) => [name, from.inside(name, () => shape.read(inner, from))]))
    },
  }
}

/** Several of something. */
export function list<Value>(shape: Shape<Value>): Shape<Value[]> {
  return {
    form: `list of ${shape.form}`,
    write: (values, to) => values.map((value) => shape.write(value, to)),
    read(given, from) {
      if (!Array.isArray(given)) return from.refuse(given === undefined ? 'is missing' : 'must be a list')
      return given.map((inner, index) => from.inside(index, () => shape.read(inner, from)))
    },
  }
}

/** Something that is written as something else. */
function as<Value, Written>(
  written: Shape<Written>,
  write: (value: Value) => Written,
  read: (given: Written, from: Reader) => Value,
): Shape<Value> {
  return {
    form: written.form,
    write: (value, to) => written.write(write(value), to),
    read: (given, from) => read(written.read(given, from), from),
  }
}

/** Each of something once. */
export function set<Value>(shape: Shape<Value>): Shape<Set<Value>> {
  return as(
    list(shape),
    (values) => [...values],
    (given) => new Set(given),
  )
}

/** Two things that belong together. */
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

/** Things by keys that are not in them. */
export function map<Key, Value>(key: Shape<Key>, value: Shape<Value>): Shape<Map<Key, Value>> {
  return as(
    list(pair(key, value)),
    (values) => [...values],
    (given, from) => {
      const made = new Map(given)
      return made.size === given.length ? made : from.refuse('has a key twice')
    },
  )
}

/** Things by something that is in them. */
export function mapBy<Key, Value>(shape: Shape<Value>, keyOf: (value: Value) => Key): Shape<Map<Key, Value>> {
  return as(
    list(shape),
    (values) => [...values.values()],
    (given, from) => {
      const made = new Map<Key, Value>()
      // What is in them may be read only then.
      from.later(() => {
        for (const value of given) made.set(keyOf(value), value)
        if (made.size !== given.length) from.refuse('has something twice')
      })
      return made
    },
  )
}

/** Resources by their `slug_perm`. */
export function store<Stored extends { readonly slugPerm: string }>(shape: Shape<Stored>): Shape<Store<Stored>> {
  return as(
    list(shape),
    (values) => values.all(),
    (given, from) => {
      const made = createStore<Stored>()
      from.later(() => {
        for (const stored of given) made.add(stored)
        if (made.size !== given.length) from.refuse('has something twice')
      })
      return made
    },
  )
}
