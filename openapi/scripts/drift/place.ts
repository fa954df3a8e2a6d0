import { createAlternatives } from './alternatives.ts'
import { isNode, listOf, type Node } from './json.ts'

/** What may stand at one place of a request or an answer. Inner places are made when they are asked for: schemas may be recursive. */
export interface Place {
  /** The same for two places with the same alternatives; a document has finitely many, which is what ends a recursion. */
  key: string
  /** Schemas without references or composition, of which a value other than null meets one. */
  alternatives: readonly Node[]
  /** Whether null may stand there. */
  nullable: boolean
  /** The fields of the objects among the alternatives. */
  fields(): Map<string, Field>
  /** What the arrays among the alternatives hold. */
  items(): Place | undefined
  /** What the maps among the alternatives hold. */
  values(): Place | undefined
}

/** A field of an object, or a parameter. */
export interface Field {
  place: Place
  /** Whether it has to be there, whatever the alternative. */
  required: boolean
}

/** The place where any of these schemas may stand. */
export type PlaceOf = (...schemas: readonly unknown[]) => Place

/** Makes places of the schemas of one OpenAPI 3.1 document. */
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

// `nullable` of OpenAPI 3.0 outlives the upgrade where neither a type nor a reference stands beside it.
const allowsNull = (schema: Node) =>
  isNull(schema) ||
  restrictions.every((keyword) => schema[keyword] === undefined) ||
  listOf(schema.type).includes('null') ||
  (schema.type === undefined && listOf(schema.enum).includes(null)) ||
  schema.nullable === true
