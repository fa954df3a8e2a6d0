import type { Json, Node } from '../node.ts'

/** What the files in `examples` tell: see `anything.yaml`. */
export interface ToldFacts {
  anything: Node
  formats: Node
  models: Record<string, Node>
  operations: Record<string, Node>
  requests: Record<string, string[]>
  without: Record<string, string[]>
}

/** Where a value is asked for: in a model, for an operation. Either may be none. */
export interface Asked {
  model: string
  operation: string
}

/** The values of examples, by what they are asked for. */
export interface Facts {
  /** Value of a field or parameter, the first that fits; or undefined where nothing is told of it. */
  of(asked: Asked, field: string, fits?: (value: Json) => boolean): Json | undefined
  /** Value of texts in a format. */
  inFormat(format: string): Json | undefined
  /** Optional fields that the example of a request has, or that no example has. */
  listed(section: 'requests' | 'without', model: string): readonly string[]
  /** What was told and never asked for, by its place in the file. */
  unused(): string[]
}

/** Looks values up: in the models, of whose patterns the last that matches counts, then in the operations, then in what holds of anything. */
export function factsOf({ anything, formats, models, operations, requests, without }: ToldFacts): Facts {
  const used = new Set<string>()
  const chosen = {
    models: chooser('models', models),
    operations: chooser('operations', operations),
    requests: chooser('requests', requests),
    without: chooser('without', without),
  }

  function of(asked: Asked, field: string, fits: (value: Json) => boolean, asking: readonly string[]): Json | undefined {
    if (asking.includes(field))
      throw new Error(`{${field}} is made of itself, in an example of ${asked.model || asked.operation}`)
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

/** Finds what is told of a name, the last that matches first. */
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

/** Puts other values in where they are named in braces; a text that is nothing but one name becomes that value itself. */
function filled(value: Json | undefined, look: (name: string) => Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => filled(item, look) ?? null)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, filled(inside, look) ?? null]))
  }
  if (typeof value !== 'string') return value
  const told = (name: string) => {
    const other = look(name)
    if (other === undefined) throw new Error(`nothing is told of {${name}}, which an example needs: ${value}`)
    return other
  }
  const whole = /^\{([-\w]+)\}$/.exec(value)?.[1]
  return whole === undefined ? value.replace(/\{([-\w]+)\}/g, (_, name: string) => String(told(name))) : told(whole)
}
