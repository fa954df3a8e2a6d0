import { isNode, listOf, type Node, nodeOf } from './json.ts'
import { createPlaces, type Field, type Place, type PlaceOf } from './place.ts'
import { createResolver, type Resolve } from './references.ts'

/** The parts of an operation that are compared. */
export interface Operation {
  /** The operation id, or the method and path if there is none. */
  id: string
  method: string
  path: string
  /** Keyed `query.page`, `path.owner`, `header.x`. */
  parameters: Map<string, Field>
  request: Place | undefined
  /** The lowest status that means success. */
  success: string | undefined
  response: Place | undefined
}

interface Reader {
  resolve: Resolve
  placeOf: PlaceOf
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/**
 * Every operation of an OpenAPI 3.1 document, in document order.
 *
 * @throws {UnusableInput} a reference leads nowhere, to itself or out of the document
 */
export function operationsOf(document: Node): Operation[] {
  const reader = { resolve: createResolver(document), placeOf: createPlaces(document) }
  return Object.entries(nodeOf(document.paths)).flatMap(([path, value]) => {
    const item = reader.resolve(value)
    return methods.flatMap((method) => {
      const operation = item[method]
      return isNode(operation) ? [operationOf(reader, method.toUpperCase(), path, item, operation)] : []
    })
  })
}

/** Key of an operation: its method and its path, without parameter names and a leading version. */
export const addressOf = ({ method, path }: Operation): string =>
  `${method} ${path.replace(/^\/v\d+(?=\/)/, '').replaceAll(/\{[^{}]*\}/g, '{}')}`

function operationOf(reader: Reader, method: string, path: string, item: Node, operation: Node): Operation {
  const responses = nodeOf(operation.responses)
  const [success] = Object.keys(responses)
    .filter((status) => status.startsWith('2'))
    .sort()
  const parameters = [...listOf(item.parameters), ...listOf(operation.parameters)]
  return {
    id: typeof operation.operationId === 'string' ? operation.operationId : `${method} ${path}`,
    method,
    path,
    parameters: new Map(parameters.map((parameter) => parameterOf(reader, parameter))),
    request: bodyOf(reader, operation.requestBody),
    success,
    response: success === undefined ? undefined : bodyOf(reader, responses[success]),
  }
}

function parameterOf(reader: Reader, value: unknown): [string, Field] {
  const parameter = reader.resolve(value)
  const place = bodyOf(reader, parameter) ?? reader.placeOf(parameter.schema)
  return [`${parameter.in}.${parameter.name}`, { place, required: parameter.required === true }]
}

/** The JSON content, or the first content type if there is no JSON. */
function bodyOf({ resolve, placeOf }: Reader, value: unknown): Place | undefined {
  const content = nodeOf(resolve(value).content)
  const { schema } = resolve(content['application/json'] ?? Object.values(content)[0])
  return schema === undefined ? undefined : placeOf(schema)
}
