import { expect, test } from 'vitest'
import { child, type Json, type Node } from '../node.ts'
import { compose, type Resolve } from './compose.ts'
import { factsOf, type ToldFacts } from './facts.ts'

/** The example that is composed for the model `Thing`, and the values that it lacks. */
function composed(
  schemas: Record<string, Node>,
  told: Partial<ToldFacts> = {},
  isRequest = false,
): { value?: Json; missing: string[] } {
  const facts = factsOf({ anything: {}, formats: {}, models: {}, operations: {}, requests: {}, without: {}, ...told })
  const missing = new Set<string>()
  const resolve: Resolve = (ref) => ({ name: ref, schema: child(schemas, ref), resolve })
  const value = compose({ $ref: 'Thing' }, { facts, resolve, isRequest, operation: 'things_read', missing })
  return { ...(value === undefined ? {} : { value }), missing: [...missing] }
}

const object = (properties: Node, more: Node = {}): Node => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  ...more,
})
const nullable = (schema: Node): Node => ({ anyOf: [schema, { type: 'null' }] })

test('a response shows every field: its value, otherwise its default, its first enum value or its format', () => {
  const Thing = object({
    name: { type: 'string' },
    state: { type: 'string', enum: ['on', 'off'] },
    size: { type: 'integer', default: 30 },
    at: { type: 'string', format: 'date-time' },
    is_active: { type: 'boolean' },
    rows: { type: 'array', items: { $ref: 'Row' } },
  })
  const told = { anything: { name: 'left-pad' }, formats: { 'date-time': '2026-01-31T12:00:00Z' } }

  expect(composed({ Thing, Row: object({ name: { type: 'string' } }) }, told).value).toEqual({
    name: 'left-pad',
    state: 'on',
    size: 30,
    at: '2026-01-31T12:00:00Z',
    is_active: false,
    rows: [{ name: 'left-pad' }],
  })
})

test('an example in the description takes precedence', () => {
  const Thing = object({ name: { type: 'string', examples: ['its own'] } })

  expect(composed({ Thing }, { anything: { name: 'told' } }).value).toEqual({ name: 'its own' })
})

test('write-only secrets are not in responses, and read-only fields not in requests', () => {
  const Thing = object({ key: { type: 'string', writeOnly: true }, id: { type: 'string', readOnly: true } })
  const told = { anything: { key: 'k', id: 'i' } }

  expect(composed({ Thing }, told).value).toEqual({ id: 'i' })
  expect(composed({ Thing }, told, true).value).toEqual({ key: 'k' })
})

test('a request has its required fields and the selected ones', () => {
  const Thing = object({ name: { type: 'string' }, size: { type: 'integer' }, tag: { type: 'string' } }, { required: ['name'] })
  const told = { anything: { name: 'n', size: 1, tag: 't' }, requests: { 'Thing*': ['tag'] } }

  expect(composed({ Thing }, told, true).value).toEqual({ name: 'n', tag: 't' })
})

test.each([
  ['x-one-of', { team: 'release' }],
  ['x-at-most-one-of', {}],
])('of fields that exclude each other, a request has those of one group: %s', (key, value) => {
  const fields = { user: { type: 'string' }, team: { type: 'string' } }
  const Thing = object(fields, { required: [], [key]: [['team'], ['user']] })

  expect(composed({ Thing }, { anything: { user: 'admin', team: 'release' } }, true).value).toEqual(value)
})

test('a nullable field without a value is null, unless its own fields have values', () => {
  const Thing = object({
    note: nullable({ type: 'string' }),
    row: nullable({ $ref: 'Row' }),
    tags: nullable({ type: 'array', items: {} }),
  })

  expect(composed({ Thing, Row: object({ name: { type: 'string' } }) }, { anything: { name: 'n' } }).value).toEqual({
    note: null,
    row: { name: 'n' },
    tags: null,
  })
})

test('a value of another type is skipped for a field with the same name', () => {
  const Thing = object({ status: { $ref: 'Status' }, owner: { $ref: 'Owner' } })
  const schemas = { Thing, Status: { type: 'string', enum: ['Done'] }, Owner: object({ name: { type: 'string' } }) }

  expect(composed(schemas, { anything: { status: 4, owner: 'acme', name: 'Acme' } }).value).toEqual({
    status: 'Done',
    owner: { name: 'Acme' },
  })
})

test('no example contains itself', () => {
  const Thing = object({
    name: { type: 'string' },
    parts: { type: 'array', items: { $ref: 'Thing' } },
    parent: nullable({ $ref: 'Thing' }),
  })

  expect(composed({ Thing }, { anything: { name: 'n' } }).value).toEqual({ name: 'n', parts: [], parent: null })
})

test('if several schemas apply together, the last takes precedence', () => {
  const Base = object({ meta: object({ id: { type: 'string' }, at: { type: 'string' } }) })
  const Thing: Node = { allOf: [{ $ref: 'Base' }, { properties: { meta: { properties: { id: { const: 'ping' } } } } }] }

  expect(composed({ Thing, Base }, { anything: { id: 'any', at: 'now' } }).value).toEqual({ meta: { id: 'ping', at: 'now' } })
})

test('missing values are named', () => {
  const Thing = object({ name: { type: 'string' }, size: { type: 'integer' } }, { required: ['size'] })

  expect(composed({ Thing })).toEqual({ value: {}, missing: ['Thing.size'] })
})
