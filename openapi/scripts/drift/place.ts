import { createAlternatives } from './alternatives.ts'
import { isNode, listOf, type Node } from './json.ts'

/** What a place in a request or response may contain. Inner places are created on demand, as schemas may be recursive. */
export interface Place {
  /** Equal for two places with the same alternatives. A document has finitely many of these, so a recursion ends. */
  key: string
  /** Schemas without references or composition, one of which any non-null value matches. */
  alternatives: readonly Node[]
  /** Whether the place may be null. */
  nullable: boolean
  /** The fields of the objects among the alternatives. */
  fields(): Map<string, Field>
  /** The items of the arrays among the alternatives. */
  items(): Place | undefined
  /** The values of the maps among the alternatives. */
  values(): Place | undefined
}

/** A field of an object, or a parameter. */
export interface Field {
  place: Place
  /** Whether the field is required in every alternative. */
  required: boolean
}

/** The place that any of these schemas describes. */
export type PlaceOf = (...schemas: readonly unknown[]) => Place

/** Creates places from the schemas of an OpenAPI 3.1 document. */
export function createPlaces(root: Node): PlaceOf {
  const alternativesOf = createAlternatives(root)
  const numbers = new Map<Node, number>()

  function numberOf(schema: Node): number {
    const number = numbers.get(schema) ?? numbers.size
    numbers.set(schema, number)
    return number
  }

  return function placeOf(...schemas: readonly unknown[]): Place {
    const all = [...new Set(schemas.flatMap(alternativesOf))]
    const alternatives = all.filter((schema) => !isNull(schema))
    const having = (keyword: string) => alternatives.map((schema) => schema[keyword]).filter(isNode)
    const inside = (found: readonly Node[]) => (found.length > 0 ? placeOf(...found) : undefined)

    function fieldOf(name: string): Field {
      const found = having('properties').flatMap((properties) => (Object.hasOwn(properties, name) ? [properties[name]] : []))
      return { place: placeOf(...found), required: alternatives.every((schema) => listOf(schema.required).includes(name)) }
    }

    return {
      key: alternatives.map(numberOf).sort().join(),
      alternatives,
      nullable: all.some(allowsNull),
      fields: () =>
        new Map(
          having('properties')
            .flatMap(Object.keys)
            .map((name) => [name, fieldOf(name)]),
        ),
      items: () => inside(having('items')),
      values: () => inside(having('additionalProperties').filter((schema) => Object.keys(schema).length > 0)),
    }
  }
}

const isNull = ({ type, enum: words, const: word }: Node) =>
  type === 'null' || word === null || (listOf(words).length > 0 && listOf(words).every((each) => each === null))

const restrictions = ['type', 'enum', 'const', 'properties', 'additionalProperties', 'items']

// The upgrade keeps OpenAPI 3.0's `nullable` if the schema has neither a type nor a reference.
const allowsNull = (schema: Node) =>
  isNull(schema) ||
  restrictions.every((keyword) => schema[keyword] === undefined) ||
  listOf(schema.type).includes('null') ||
  (schema.type === undefined && listOf(schema.enum).includes(null)) ||
  schema.nullable === true
