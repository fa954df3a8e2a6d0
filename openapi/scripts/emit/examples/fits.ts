import { child, isNode, type Json, type Node } from '../node.ts'
import type { Resolve } from './compose.ts'

/** Whether the type of a value fits a schema: field names recur elsewhere with other meanings. */
export function fits(value: Json, schema: Node, resolve: Resolve): boolean {
  const within = (part: Json): boolean => isNode(part) && fits(value, part, resolve)
  const { $ref, allOf, anyOf, const: only, enum: words, items, properties, required, type } = schema
  if (typeof $ref === 'string') {
    const target = resolve($ref)
    return fits(value, target.schema, target.resolve)
  }
  if (Array.isArray(allOf)) return allOf.every(within)
  if (Array.isArray(anyOf)) return anyOf.some(within)
  if (only !== undefined) return only === value
  if (Array.isArray(words)) return words.includes(value)
  if (Array.isArray(value) && isNode(items)) return type === 'array' && value.every((row) => fits(row, items, resolve))
  if (isNode(value) && isNode(properties)) {
    const hasAll = (Array.isArray(required) ? required : []).every((name) => String(name) in value)
    return hasAll && Object.entries(value).every(([name, inside]) => fits(inside, child(properties, name), resolve))
  }
  return type === undefined || type === kindOf(value) || (type === 'number' && typeof value === 'number')
}

function kindOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}
