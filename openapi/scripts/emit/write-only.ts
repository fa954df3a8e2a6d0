import { child, isNode, type Json, type Node, operationsIn } from './node.ts'
import { reachable } from './reachable.ts'

/** Marks the secrets in requests as write-only: the service never returns them. */
export function markWriteOnly(document: Node): void {
  const schemas = child(child(document, 'components'), 'schemas')
  const operations = operationsIn(document).map(({ operation }) => operation)
  const inAnswers = reachable(
    schemas,
    operations.map(({ responses = null }) => responses),
  )
  for (const name of reachable(
    schemas,
    operations.map(({ requestBody = null }) => requestBody),
  )) {
    if (inAnswers.has(name)) continue
    for (const property of Object.values(child(child(schemas, name), 'properties'))) {
      if (isNode(property) && isSecret(property)) property.writeOnly = true
    }
  }
}

function isSecret(schema: Json): boolean {
  if (!isNode(schema)) return false
  const options = Array.isArray(schema.anyOf) ? schema.anyOf : []
  return schema.format === 'password' || options.some(isSecret)
}
