import { child, isNode, type Json, type Node, operationsIn } from './node.ts'

/** The error responses are the same for every operation. The emitter repeats them; readers should see them once. */
const failureNames: Readonly<Record<string, string>> = {
  '400': 'BadRequest',
  '401': 'Unauthorized',
  '402': 'PaymentRequired',
  '403': 'Forbidden',
  '404': 'NotFound',
  '422': 'Invalid',
  '429': 'Throttled',
  '5XX': 'ServerFailure',
}

/**
 * Uses `additionalProperties` for the values of maps, which every OpenAPI reader understands. The emitter writes `unevaluatedProperties`,
 * which is equivalent unless schemas are composed of others, and none here is.
 */
function plainMaps(node: Json): Json {
  if (Array.isArray(node)) return node.map(plainMaps)
  if (!isNode(node)) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key === 'unevaluatedProperties' ? 'additionalProperties' : key,
      plainMaps(value),
    ]),
  )
}

/**
 * Moves the response headers and the error responses, which the emitter repeats for every operation, to `components`, and refers to them
 * there. The meaning of the document does not change, but it shrinks to a tenth of its length.
 */
export function tidyDocument(document: object): Node {
  const root = plainMaps(structuredClone(document) as Node) as Node
  const headers: Node = {}
  const responses: Node = {}

  for (const { operation } of operationsIn(root)) {
    const answers = child(operation, 'responses')
    for (const [status, answer] of Object.entries(answers)) {
      if (!isNode(answer)) continue
      for (const [name, header] of Object.entries(child(answer, 'headers'))) {
        if (isNode(header) && header.required === false) delete header.required
        headers[name] = shared(`header ${name}`, headers[name], header)
        child(answer, 'headers')[name] = { $ref: `#/components/headers/${name}` }
      }
      const failure = failureNames[status]
      if (failure === undefined) continue
      responses[failure] = shared(`response ${failure}`, responses[failure], answer)
      answers[status] = { $ref: `#/components/responses/${failure}` }
    }
  }

  root.components = { ...child(root, 'components'), headers, responses }
  return root
}

function shared(what: string, known: Json | undefined, seen: Json): Json {
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(seen))
    throw new Error(`two different descriptions of the ${what}`)
  return known ?? seen
}
