import { child, isNode, type Json, type Node, operationsIn } from './node.ts'
import { nameOf, reachable } from './reachable.ts'

/**
 * Marks the lists of words in answers as open, by `x-open-enum`: the service may add a word at any time, and an answer with it is no
 * fault. In requests they stay closed, as a word that is not in the list is refused.
 *
 * @throws where a schema with words of its own is in requests and in answers: it would have to be both
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
    if (inRequests.has(name) && isNew) throw new Error(`${name} is in requests and in answers, and has words of its own`)
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

/** Words, and more than one of them: a single one tells kinds of objects apart. Numbers are not words. */
function hasWords(schema: Json | undefined): boolean {
  if (!isNode(schema) || !Array.isArray(schema.enum)) return false
  return schema.enum.length > 1 && schema.enum.every((word) => typeof word === 'string' || word === null)
}
