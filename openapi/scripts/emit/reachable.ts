import { isNode, type Json, type Node } from './node.ts'

const prefix = '#/components/schemas/'

/** Name of the schema that a reference points to. */
export const nameOf = (ref: string): string => ref.slice(prefix.length)

/** Names of the schemas that a part of a document refers to, directly or through others. */
export function reachable(schemas: Node, from: readonly Json[]): Set<string> {
  const found = new Set<string>()
  function visit(node: Json | undefined): void {
    if (Array.isArray(node)) for (const item of node) visit(item)
    if (!isNode(node)) return
    const { $ref } = node
    if (typeof $ref === 'string' && $ref.startsWith(prefix) && !found.has(nameOf($ref))) {
      found.add(nameOf($ref))
      visit(schemas[nameOf($ref)])
    }
    for (const value of Object.values(node)) visit(value)
  }
  for (const node of from) visit(node)
  return found
}
