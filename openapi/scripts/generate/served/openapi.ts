import type { Document } from '../document.ts'
import { aboutOf, headOf, parametersOf, pathsOf, type RawOperation, type RawResponse, schemaOf, type Whole } from './document.ts'
import { mapValues, type Node, olderSchema, openapi } from './schema.ts'

/** A description as OpenAPI 3.0. It names no server: readers use the one that they fetched it from. Response headers are left out. */
export function openapiOf(document: Document & Whole): Node {
  const { schemas, responses, securitySchemes } = document.components
  return {
    openapi: '3.0.3',
    ...aboutOf(document),
    servers: [{ url: '/v2' }],
    paths: pathsOf(document, (operation) => operationOf(document, operation)),
    components: {
      schemas: mapValues(schemas as unknown as Node, (schema) => olderSchema(schema as Node, openapi)),
      responses: mapValues(responses, (response) => responseOf(response as RawResponse)),
      securitySchemes,
    },
  }
}

function operationOf(document: Document, operation: RawOperation): Node {
  const { requestBody, responses } = operation
  const schema = schemaOf(requestBody?.content, openapi)
  return {
    ...headOf(operation),
    parameters: parametersOf(document, operation, openapi),
    ...(schema && { requestBody: { required: requestBody?.required ?? false, content: jsonOf(schema) } }),
    responses: mapValues(responses, (response) => responseOf(response as RawResponse | { $ref: string })),
  }
}

function responseOf(response: RawResponse | { $ref: string }): Node {
  if ('$ref' in response) return response
  const schema = schemaOf(response.content, openapi)
  return { description: response.description, ...(schema && { content: jsonOf(schema) }) }
}

const jsonOf = (schema: Node): Node => ({ 'application/json': { schema } })
