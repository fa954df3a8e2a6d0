type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Node = { [key: string]: Json }

/** Refusals are the same for every operation; the emitter repeats them, a reader should meet them once. */
const failureNames: Record<string, string> = {
  '400': 'BadRequest',
  '401': 'Unauthorized',
  '402': 'PaymentRequired',
  '403': 'Forbidden',
  '404': 'NotFound',
  '422': 'Invalid',
  '429': 'Throttled',
  '5XX': 'ServerFailure',
}

const isNode = (value: Json | undefined): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

const child = (node: Node, key: string): Node => {
  const value = node[key]
  return isNode(value) ? value : {}
}

/**
 * Says what a map holds by `additionalProperties`, as every reader of OpenAPI understands it; the emitter writes
 * `unevaluatedProperties`, which means the same where no schema is composed of others, as none here is.
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
 * Moves the response headers and the refusals, which the emitter writes out for every operation, into `components`, and refers to
 * them there. What the document says stays the same; it becomes a tenth as long.
 */
export function tidyDocument(document: object): Node {
  const root = plainMaps(structuredClone(document) as Node) as Node
  const components = child(root, 'components')
  const headers: Node = {}
  const responses: Node = {}

  for (const path of Object.values(child(root, 'paths'))) {
    for (const operation of Object.values(isNode(path) ? path : {})) {
      if (!isNode(operation)) continue
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
  }

  root.components = { ...components, headers, responses }
  return root
}

function shared(what: string, known: Json | undefined, seen: Json): Json {
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(seen))
    throw new Error(`two different descriptions of the ${what}`)
  return known ?? seen
}
