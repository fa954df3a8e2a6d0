import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import { defaultSwitches, type Switches } from '../core/switches.ts'
import * as answers from './answers.ts'
import * as bodies from './bodies.ts'
import { type Described, described } from './description.ts'
import { packageDetailAnswer } from './package-answers.ts'

/**
 * Creates the OpenAPI document of the control API. Checks that only code can do are not part of it.
 *
 * @param describe returns the description of a switch
 */
export function controlDocument(describe: (name: string) => string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const [id, operation] of Object.entries(described)) {
    const [method = '', path = ''] = id.split(' ')
    paths[`/${path}`] ??= {}
    Object.assign(paths[`/${path}`] ?? {}, { [method.toLowerCase()]: operationObject(id, path, operation) })
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Control API of the Cloudsmith emulator',
      version: '1',
      summary:
        'Inspects and controls the emulator: its contents, clock, faults, limits, advisories, deliveries, snapshots and worlds. Unofficial.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/_emulator' }],
    security: [],
    paths,
    components: { schemas: { ...schemas(), switchesBody: switchesOf(describe) } },
  }
}

function operationObject(id: string, path: string, { summary, query = {}, body, answer }: Described): object {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(query).map(([name, description]) => ({
      name,
      in: 'query',
      description,
      schema: name === 'limit' || name === 'offset' ? { type: 'integer', minimum: 0 } : { type: 'string' },
    })),
  ]
  return {
    operationId: operationIdOf(id),
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { content: json(body) } }),
    responses: {
      200: { description: 'Done.', content: json(answer) },
      '4XX': { description: 'Why not.', content: json(answers.problemAnswer) },
    },
  }
}

/** `POST deliveries/{id}/replay` becomes `postDeliveriesIdReplay`. */
function operationIdOf(id: string): string {
  const [method = '', ...words] = id.match(/[a-z]+/gi) ?? []
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

/** Responses and bodies, named as in the code. */
const named = Object.entries({ ...answers, packageDetailAnswer, ...bodies }) as [name: string, schema: GenericSchema][]

function schemas(): object {
  return Object.fromEntries(
    named.map(([name, schema]) => {
      const { $schema: _, ...rest } = toJsonSchema(schema, { errorMode: 'ignore' })
      return [name, rest]
    }),
  )
}

/** The schema of the switches, with descriptions and defaults. */
function switchesOf(describe: (name: string) => string): object {
  const { $schema: _, properties = {}, ...rest } = toJsonSchema(bodies.switchesBody, { errorMode: 'ignore' })
  const described = Object.entries(properties).map(([name, property]) => [
    name,
    { ...(property as object), description: describe(name), default: defaultSwitches[name as keyof Switches] },
  ])
  return { ...rest, properties: Object.fromEntries(described) }
}

function json(schema: GenericSchema): object {
  const [name] = named.find(([, other]) => other === schema) ?? []
  return { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } }
}
