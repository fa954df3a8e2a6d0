import { child, isNode, type Json, type Node, operationsIn } from './node.ts'
import { nameOf, reachable } from './reachable.ts'

/**
 * Marks enums in responses as open with `x-open-enum`: the service may add a value at any time, and a response with it is not an error.
 * In requests they stay closed, as unknown values are refused.
 *
 * @throws if a schema with enum values is used in requests and in responses, as it would have to be both
 */
export function openAnswers(document: Node): void {
  const schemas = child(child(document, 'components'), 'schemas')
  const operations = operationsIn(document).map(({ operation }) => operation)
  const answers = operations.flatMap(({ responses = null }) => responses)
  const inRequests = reachable(
    schemas,
    operations.flatMap(({ requestBody = null, parameters = null }) => [requestBody, parameters]),
  )
  const isClosed = (name: string) => inRequests.has(name) && hasWords(schemas[name])

  for (const name of reachable(schemas, answers)) {
    if (isClosed(name)) continue
    const isNew = mark(inRequests.has(name) ? structuredClone(schemas[name]) : schemas[name], isClosed)
    if (inRequests.has(name) && isNew) throw new Error(`${name} has enum values and is used in requests and in responses`)
  }
  mark(answers, isClosed)
}

/** @returns whether anything was marked */
function mark(node: Json | undefined, isClosed: (name: string) => boolean): boolean {
  if (Array.isArray(node)) return node.map((item) => mark(item, isClosed)).some(Boolean)
  if (!isNode(node)) return false
  const isOpen = hasWords(node) || (typeof node.$ref === 'string' && isClosed(nameOf(node.$ref)))
  if (isOpen) node['x-open-enum'] = true
  const inside = Object.entries(node).filter(([key]) => !['example', 'examples', 'default'].includes(key))
  return inside.map(([, value]) => mark(value, isClosed)).some(Boolean) || isOpen
}

/** Enums of two or more strings: a single value distinguishes types of objects. Numbers do not count. */
function hasWords(schema: Json | undefined): boolean {
  if (!isNode(schema) || !Array.isArray(schema.enum)) return false
  return schema.enum.length > 1 && schema.enum.every((word) => typeof word === 'string' || word === null)
}
