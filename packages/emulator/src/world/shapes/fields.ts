import { type Fielded, isTable, type Of, type Reader, type Shape } from './shape.ts'

/** The shape of a mutable field. */
export interface Changing<Value> extends Shape<Value> {
  readonly isChanging: true
}

/** Makes a field mutable; the others of a record are read-only. */
export function changing<Value>({ form, write, read }: Shape<Value>): Changing<Value> {
  return { form, write, read, isChanging: true }
}

type Shapes = Readonly<Record<string, Shape<unknown>>>

/** An object with these fields. */
export type Recorded<Fields extends Shapes> = Loose<
  {
    readonly [Name in keyof Fields as Fields[Name] extends Changing<unknown> ? never : Name]: Field<Of<Fields[Name]>>
  } & {
    [Name in keyof Fields as Fields[Name] extends Changing<unknown> ? Name : never]: Field<Of<Fields[Name]>>
  }
>

/** Arrays in fields are replaced as a whole, not changed. */
type Field<Value> = Value extends readonly (infer One)[] ? readonly One[] : Value

/** Fields that may be undefined are optional. */
type Loose<Made> = { [Name in keyof Made as undefined extends Made[Name] ? Name : never]?: Made[Name] } & {
  [Name in keyof Made as undefined extends Made[Name] ? never : Name]: Made[Name]
}

/** An object with exactly these fields, whose type is inferred from the shape. @see Of */
export function record<Fields extends Shapes>(fields: Fields): Fielded<Recorded<Fields>> {
  return recordOf(fields as never)
}

/** An object with a type that is declared elsewhere. */
export function recordOf<Value extends object>(
  fields: {
    readonly [Name in keyof Required<Value>]: Shape<Value[Name & keyof Value]>
  },
): Fielded<Value> {
  const all = Object.entries<Shape<unknown>>(fields)

  function fill(made: Value, given: unknown, from: Reader) {
    const table = tableOf(given, from)
    const to = made as Record<string, unknown>
    let left = Object.keys(table).length
    for (const [name, shape] of all) {
      if (Object.hasOwn(table, name)) left -= 1
      const value = from.inside(name, () => shape.read(table[name], from))
      if (value !== undefined) to[name] = value
    }
    if (left === 0) return
    const unknown = Object.keys(table).find((name) => !Object.hasOwn(fields, name)) ?? ''
    from.inside(unknown, () => from.refuse('there is no such field'))
  }

  return {
    form: `{ ${all.map(([name, { form }]) => `${name}: ${form}`).join('; ')} }`,
    write(value, to) {
      const fieldsOf = value as Readonly<Record<string, unknown>>
      return Object.fromEntries(all.map(([name, shape]) => [name, shape.write(fieldsOf[name], to)]))
    },
    read(given, from) {
      const made = {} as Value
      fill(made, given, from)
      return made
    },
    fill,
  }
}

/** An object of which only these fields are validated: it was made for a response, and is stored unchanged. */
export function view<Value extends object>(fields: { readonly [Name in keyof Value]?: Shape<unknown> }): Shape<Value> {
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

/** An object with one of several shapes, selected by the value of one field. */
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
      const shape = find(tableOf(given, from)[by])
      return shape?.read(given, from) ?? from.inside(by, () => from.refuse(`must be one of ${Object.keys(shapes).join(', ')}`))
    },
  }
}

/** An object with any keys. */
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

/** @throws if it is not an object with fields */
export function tableOf(given: unknown, from: Reader): Readonly<Record<string, unknown>> {
  return isTable(given) ? given : from.refuse(given === undefined ? 'is missing' : 'must be an object')
}
