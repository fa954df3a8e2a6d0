import type { Document } from '../document.ts'
import { aboutOf, headOf, parametersOf, pathsOf, type RawOperation, type RawResponse, schemaOf, type Whole } from './document.ts'
import { mapValues, type Node, olderSchema, swagger } from './schema.ts'

/** A description as Swagger 2.0. It names no server: readers use the one that they fetched it from. Response headers are left out. */
export function swaggerOf(document: Document & Whole): Node {
  const { schemas, responses, securitySchemes } = document.components
  return {
    swagger: '2.0',
    ...aboutOf(document),
    basePath: '/v1',
    consumes: ['application/json'],
    produces: ['application/json'],
    securityDefinitions: mapValues(securitySchemes, (scheme) => securityOf(scheme as Node)),
    paths: pathsOf(document, (operation) => operationOf(document, operation)),
    definitions: mapValues(schemas as unknown as Node, (schema) => olderSchema(schema as Node, swagger)),
    responses: mapValues(responses, (response) => responseOf(response as RawResponse)),
  }
}

/** Swagger has no bearer scheme, but supports any header. */
function securityOf({ type, scheme, name, description = '' }: Node): Node {
  if (type === 'apiKey') return { type, in: 'header', name, description }
  return scheme === 'Basic' ? { type: 'basic' } : { type: 'apiKey', in: 'header', name: 'Authorization', description }
}

function operationOf(document: Document, operation: RawOperation): Node {
  const { requestBody, responses } = operation
  const schema = schemaOf(requestBody?.content, swagger)
  const parameters = parametersOf(document, operation, swagger).map((parameter) => ({
    name: parameter.name,
    in: parameter.in,
    required: parameter.required ?? false,
    ...parameter.schema,
    description: parameter.description,
    ...(parameter.schema.type === 'array' && { collectionFormat: parameter.explode === false ? 'csv' : 'multi' }),
  }))
  return {
    ...headOf(operation),
    parameters: [
      ...parameters,
      ...(schema ? [{ name: 'data', in: 'body', required: requestBody?.required ?? false, schema }] : []),
    ],
    responses: mapValues(responses, (response) => responseOf(response as RawResponse | { $ref: string })),
  }
}

function responseOf(response: RawResponse | { $ref: string }): Node {
  if ('$ref' in response) return { $ref: response.$ref.replace('#/components/responses/', '#/responses/') }
  const schema = schemaOf(response.content, swagger)
  return { description: response.description, ...(schema && { schema }) }
}
