import type { Json, Node } from '../node.ts'

/** The contents of the files in `examples`: see `anything.yaml`. */
export interface ToldFacts {
  anything: Node
  formats: Node
  models: Record<string, Node>
  operations: Record<string, Node>
  requests: Record<string, string[]>
  without: Record<string, string[]>
}

/** What a value is needed for: a model and an operation, either of which may be empty. */
export interface Asked {
  model: string
  operation: string
}

/** The values of examples, by model, operation and field. */
export interface Facts {
  /** Value of a field or parameter, the first that fits; undefined if there is none. */
  of(asked: Asked, field: string, fits?: (value: Json) => boolean): Json | undefined
  /** Value of strings with a format. */
  inFormat(format: string): Json | undefined
  /** Optional fields that the example of a request has, or fields that no example has. */
  listed(section: 'requests' | 'without', model: string): readonly string[]
  /** Values that were never used, by their position in the file. */
  unused(): string[]
}

/** Looks up values: first in the models, where the last matching pattern counts, then in the operations, then in `anything`. */
export function factsOf({ anything, formats, models, operations, requests, without }: ToldFacts): Facts {
  const used = new Set<string>()
  const chosen = {
    models: chooser('models', models),
    operations: chooser('operations', operations),
    requests: chooser('requests', requests),
    without: chooser('without', without),
  }

  function of(asked: Asked, field: string, fits: (value: Json) => boolean, asking: readonly string[]): Json | undefined {
    if (asking.includes(field)) throw new Error(`{${field}} refers to itself, in an example of ${asked.model || asked.operation}`)
    const places = [...chosen.models(asked.model), ...chosen.operations(asked.operation), { place: 'anything', told: anything }]
    for (const { place, told } of places) {
      const value = filled(told[field], (name) => of(asked, name, () => true, [...asking, field]))
      if (value === undefined || !fits(value)) continue
      used.add(`${place}.${field}`)
      return value
    }
    return undefined
  }

  return {
    of: (asked, field, fits = () => true) => of(asked, field, fits, []),
    inFormat: (format) => filled(formats[format], (name) => of({ model: '', operation: '' }, name, () => true, [])),
    listed(section, model) {
      const [found] = chosen[section](model)
      if (found !== undefined) used.add(found.place)
      return found?.told ?? []
    },
    unused() {
      const told = [
        ...Object.keys(anything).map((field) => `anything.${field}`),
        ...Object.entries({ models, operations }).flatMap(([section, all]) =>
          Object.entries(all).flatMap(([name, fields]) => Object.keys(fields).map((field) => `${section}.${name}.${field}`)),
        ),
        ...Object.keys(requests).map((name) => `requests.${name}`),
        ...Object.keys(without).map((name) => `without.${name}`),
      ]
      return told.filter((place) => !used.has(place))
    },
  }
}

/** Finds the values for a name, the last match first. */
function chooser<T>(section: string, all: Record<string, T>): (name: string) => { place: string; told: T }[] {
  const known = new Map<string, { place: string; told: T }[]>()
  const patterns = Object.entries(all)
    .map(([key, told]) => ({ place: `${section}.${key}`, told, pattern: new RegExp(`^(?:${key.replaceAll('*', '.*')})$`) }))
    .reverse()
  return (name) => {
    const found = known.get(name) ?? patterns.filter(({ pattern }) => pattern.test(name))
    known.set(name, found)
    return found
  }
}

/** Replaces names in braces with their values. A string that is a single name becomes that value itself. */
function filled(value: Json | undefined, look: (name: string) => Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => filled(item, look) ?? null)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, filled(inside, look) ?? null]))
  }
  if (typeof value !== 'string') return value
  const told = (name: string) => {
    const other = look(name)
    if (other === undefined) throw new Error(`an example needs {${name}}, which has no value: ${value}`)
    return other
  }
  const whole = /^\{([-\w]+)\}$/.exec(value)?.[1]
  return whole === undefined ? value.replace(/\{([-\w]+)\}/g, (_, name: string) => String(told(name))) : told(whole)
}
