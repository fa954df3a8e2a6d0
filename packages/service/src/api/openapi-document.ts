import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import * as answers from './answers.ts'
import * as bodies from './bodies.ts'
import { basePath, type Described, described } from './description.ts'

/**
 * Makes the OpenAPI document of the API. It leaves out checks of requests that a JSON Schema cannot express.
 *
 * @param documents JSON Schemas of the documents of the promotion engine, by name
 */
export function apiDocument(documents: Readonly<Record<string, object>>): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const [id, operation] of Object.entries<Described>(described)) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationObject(id, operation) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Promotion service',
      version: '1',
      summary: 'Plans, approvals, runs and packages of a promotion service for Cloudsmith. Unofficial.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: basePath }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token with the scope that the operation requires.' },
      },
      schemas: { ...documents, ...schemas() },
    },
  }
}

function operationObject(operationId: string, operation: Described): object {
  const { params = {}, query = {}, summary, scope, body, answer, status = 200, isStream } = operation
  const parameters = [
    ...Object.entries(params).map(([name, schema]) => ({ name, in: 'path', required: true, ...parameter(schema) })),
    ...Object.entries(query).map(([name, schema]) => ({ name, in: 'query', ...parameter(schema) })),
  ]
  const problem = {
    description: 'The problem, as problem details (RFC 9457).',
    content: { 'application/problem+json': { schema: named(answers.problemAnswer) } },
  }
  return {
    operationId,
    summary,
    description: `Requires the scope \`${scope}\`.`,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: named(body) } } } }),
    responses: {
      [status]: {
        description: 'Success.',
        content: { [isStream ? 'text/event-stream' : 'application/json']: { schema: named(answer) } },
      },
      '4XX': problem,
      '5XX': problem,
    },
  }
}

/** Answers and bodies by their names in the code, without those that only refer to a document. */
const parts = (Object.entries({ ...answers, ...bodies }) as [name: string, schema: GenericSchema][]).filter(
  ([, schema]) => !('$ref' in jsonSchema(schema)),
)

function schemas(): object {
  return Object.fromEntries(parts.map(([name, schema]) => [name, jsonSchema(schema)]))
}

function named(schema: GenericSchema): object {
  const [name] = parts.find(([, other]) => other === schema) ?? []
  return name === undefined ? jsonSchema(schema) : { $ref: `#/components/schemas/${name}` }
}

function parameter(schema: GenericSchema): object {
  const { description, ...rest } = jsonSchema(schema)
  return { description, schema: rest }
}

function jsonSchema(schema: GenericSchema): { readonly description?: string | undefined } {
  const { $schema: _, ...rest } = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' })
  return rest
}
