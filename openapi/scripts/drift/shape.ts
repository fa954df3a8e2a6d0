import { listOf, type Node } from './json.ts'
import type { Place } from './place.ts'

/** The enum values that a place may have. */
interface Words {
  words: ReadonlySet<string>
  /** Whether other values are allowed too, so that the description has only the usual ones. */
  open: boolean
}

/** Short name of the type of a place: `string`, `integer|string`, `[object]` for an array of objects, `any` if the document declares none. */
export function kindOf(place: Place, outer: readonly string[] = []): string {
  if (outer.includes(place.key)) return 'any'
  const kinds = new Set(place.alternatives.flatMap(typesOf))
  if (kinds.size === 0 || kinds.has('any')) return 'any'
  if (kinds.delete('array')) {
    const items = place.items()
    kinds.add(`[${items === undefined ? 'any' : kindOf(items, [...outer, place.key])}]`)
  }
  return [...kinds].sort().join('|')
}

function typesOf(schema: Node): string[] {
  const types = [schema.type].flat().filter((type) => typeof type === 'string' && type !== 'null')
  if (types.length > 0) return types as string[]
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return ['object']
  if (schema.items !== undefined) return ['array']
  const words = literalsOf(schema)
  return words?.every((word) => typeof word === 'string') ? ['string'] : ['any']
}

/** The enum values that a place may have, or undefined if any value is allowed. */
export function wordsOf(place: Place): Words | undefined {
  const literals = place.alternatives.map(literalsOf)
  const known = literals.filter((words) => words !== undefined)
  if (known.length === 0) return undefined
  const open = known.length < literals.length || place.alternatives.some((schema) => schema['x-open-enum'] === true)
  return { words: new Set(known.flat().map(String)), open }
}

function literalsOf(schema: Node): readonly unknown[] | undefined {
  if ('const' in schema) return [schema.const]
  return Array.isArray(schema.enum) ? listOf(schema.enum).filter((word) => word !== null) : undefined
}

/** Describes the type of a place on one line: `string (a | b)`, `object { count, name }`. */
export function describePlace(place: Place): string {
  const words = wordsOf(place)
  if (words !== undefined) return `${kindOf(place)} (${[...words.words].join(' | ')})`
  const fields = [...(place.items() ?? place).fields().keys()]
  return fields.length > 0 ? `${kindOf(place)} { ${fields.join(', ')} }` : kindOf(place)
}
