import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import * as answers from './answers.ts'
import * as bodies from './bodies.ts'
import { basePath, type Described, described } from './description.ts'

/**
 * The OpenAPI document of the API. What only code can check of a request is not in it.
 *
 * @param documents schemas of the engine's documents, by their names
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
    ...Object.entries(params).map(([name, schema]) => ({ name, in: 'path', required: true, schema: jsonSchema(schema) })),
    ...Object.entries(query).map(([name, schema]) => ({ name, in: 'query', schema: jsonSchema(schema) })),
  ]
  const problem = { description: 'Why not.', content: { 'application/problem+json': { schema: named(answers.problemAnswer) } } }
  return {
    operationId,
    summary,
    description: `Requires the scope \`${scope}\`.`,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: named(body) } } } }),
    responses: {
      [status]: {
        description: 'Done.',
        content: { [isStream ? 'text/event-stream' : 'application/json']: { schema: named(answer) } },
      },
      '4XX': problem,
      '5XX': problem,
    },
  }
}

/** Answers and bodies by the names that they have in the code, but for what only names a document. */
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

function jsonSchema(schema: GenericSchema): object {
  const { $schema: _, ...rest } = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' })
  return rest
}
