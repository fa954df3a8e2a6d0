import { expect, test } from 'vitest'
import { child, type Node } from '../node.ts'
import { addExamples } from './add-examples.ts'
import { factsOf } from './facts.ts'

const json = (schema: Node, more: Node = {}): Node => ({ content: { 'application/json': { schema, ...more } } })
const ref = (name: string): Node => ({ $ref: `#/components/schemas/${name}` })
const object = (...names: string[]): Node => ({
  type: 'object',
  required: names,
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
})

const schemas: Node = { Team: object('name', 'slug'), TeamRequest: object('name') }

/** A document with two operations: one reads a team, the other changes it. */
function documentOf(change: Node): Node {
  const read = { operationId: 'teams_read', parameters: [{ name: 'team', in: 'path', schema: { type: 'string' } }] }
  return {
    components: { schemas },
    paths: {
      '/teams/{team}/': {
        get: { ...read, responses: { 200: json(ref('Team')) } },
        patch: {
          operationId: 'teams_change',
          requestBody: json(ref('TeamRequest')),
          responses: { 200: json(ref('Team')) },
          ...change,
        },
      },
    },
  }
}

const facts = () =>
  factsOf({
    anything: { name: 'Release', slug: 'release', team: '{slug}' },
    formats: {},
    models: {},
    operations: {},
    requests: {},
    without: {},
  })

function examplesOf(document: Node): Node {
  addExamples(document, facts())
  const { get = null, patch = null } = child(child(document, 'paths'), '/teams/{team}/')
  const at = (operation: unknown, ...keys: string[]) => keys.reduce<Node>(child, operation as Node)
  const media = ['content', 'application/json']
  return {
    shared: child(document, 'components').examples ?? null,
    parameter: ((get as Node).parameters as Node[])[0]?.examples ?? null,
    read: at(get, 'responses', '200', ...media).examples ?? null,
    request: at(patch, 'requestBody', ...media).examples ?? at(patch, 'requestBody', ...media).example ?? null,
    changed: at(patch, 'responses', '200', ...media).examples ?? null,
  }
}

const team = { name: 'Release', slug: 'release' }
const shared = (name: string) => ({ example: { $ref: `#/components/examples/${name}` } })

test('operations share equal examples, and a parameter has its own', () => {
  expect(examplesOf(documentOf({}))).toEqual({
    shared: { Team: { value: team }, TeamRequest: { value: { name: 'Release' } } },
    parameter: { example: { value: 'release' } },
    read: shared('Team'),
    request: shared('TeamRequest'),
    changed: shared('Team'),
  })
})

test('an existing example of a request is kept, and the response repeats its fields', () => {
  const { request, changed, read } = examplesOf(
    documentOf({ requestBody: json(ref('TeamRequest'), { example: { name: 'Canary' } }) }),
  )

  expect(request).toEqual({ name: 'Canary' })
  expect(changed).toEqual({ example: { value: { name: 'Canary', slug: 'release' } } })
  expect(read).toEqual(shared('Team'))
})

test('a missing value fails', () => {
  const document = { ...documentOf({}), components: { schemas: { ...schemas, Team: object('name', 'colour') } } }

  expect(() => addExamples(document, facts())).toThrow('Team.colour')
})
