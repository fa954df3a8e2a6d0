import { expect, test } from 'vitest'
import { compareOperations } from './compare.ts'
import type { Operation } from './operations.ts'
import { answering, asking, describing, json, object, taking } from './testing.ts'

const string = { type: 'string' }

/** The differences in short: `+ response.name: string`. */
function differences(ours: Operation[], published: Operation[]): string[] {
  const signs = { added: '+', removed: '-', changed: '~' }
  return compareOperations(ours, published).flatMap(({ operation, changes }) =>
    changes.map(({ what, where, detail }) => `${operation.id} ${signs[what]} ${where}: ${detail}`),
  )
}

test('a new operation and a removed one are distinguished', () => {
  const list = { get: { operationId: 'things_list', responses: { 204: {} } } }
  const purge = { delete: { operationId: 'things_purge', responses: { 204: {} } } }

  expect(differences(describing({ '/things/': list }), describing({ '/things/': { ...list, ...purge } }))).toEqual([
    'things_purge + missing: the whole operation',
  ])
  expect(differences(describing({ '/things/': { ...list, ...purge } }), describing({ '/things/': list }))).toEqual([
    'things_purge - extra: the whole operation',
  ])
})

test('an operation with a new path is recognised by its id, and still compared', () => {
  const ours = describing({ '/things/': { get: { operationId: 'things_list', responses: { 200: {} } } } })
  const published = describing({ '/objects/': { get: { operationId: 'things_list', responses: { 202: {} } } } })

  expect(differences(ours, published)).toEqual([
    'things_list ~ path: GET /things/ → GET /objects/',
    'things_list ~ status: 200 → 202',
  ])
})

test('an operation with a new id is recognised by its path', () => {
  const at = (operationId: string) => describing({ '/things/': { get: { operationId, responses: { 204: {} } } } })

  expect(differences(at('things_list'), at('things_index'))).toEqual(['things_list ~ operationId: things_list → things_index'])
})

test('a leading version and the names of parameters do not change a path', () => {
  const at = (path: string, name: string) =>
    describing({ [path]: { get: { operationId: 'x', parameters: [{ name, in: 'path', required: true, schema: string }] } } })

  expect(differences(at('/things/{owner}/', 'owner'), at('/v1/things/{owner}/', 'owner'))).toEqual([])
  expect(differences(at('/things/{owner}/', 'owner'), at('/things/{org}/', 'org'))).toEqual([
    'x - path.owner: string, required',
    'x + path.org: string, required',
  ])
})

test('parameters differ in type, enum values and whether they are required', () => {
  const ours = asking(
    { name: 'page', in: 'query', schema: { type: 'integer' } },
    { name: 'sort', in: 'query', schema: { type: 'string', enum: ['name', 'date'] } },
    { name: 'tags', in: 'query', schema: { type: 'array', items: { enum: ['a'] } } },
    { name: 'owner', in: 'query', schema: string },
  )
  const published = asking(
    { name: 'page', in: 'query', schema: string },
    { name: 'sort', in: 'query', schema: { type: 'string', enum: ['name', 'size'] } },
    { name: 'tags', in: 'query', schema: { type: 'array', items: { enum: ['a', 'b'] } } },
    { name: 'owner', in: 'query', schema: string, required: true },
  )

  expect(differences(ours, published)).toEqual([
    'things_list ~ query.page.type: integer → string',
    'things_list ~ query.sort.enum: +size -date',
    'things_list ~ query.tags[].enum: +b',
    'things_list ~ query.owner.required: false → true',
  ])
})

test('fields of a response may be added, removed or change type; whether they are required does not matter', () => {
  const ours = answering(object({ id: string, size: { type: 'integer' }, old: string }))
  const published = answering(object({ id: string, size: string, fresh: object({ a: string, b: string }) }, ['id']))

  expect(differences(ours, published)).toEqual([
    'things_list ~ response.size.type: integer → string',
    'things_list - response.old: string',
    'things_list + response.fresh: object { a, b }',
  ])
})

test('a newly required field of a request is a difference', () => {
  expect(differences(taking(object({ name: string })), taking(object({ name: string }, ['name'])))).toEqual([
    'things_create ~ request.name.required: false → true',
  ])
})

test('a body that only one side has is one difference, not one for each field', () => {
  const bare = describing({ '/things/': { post: { operationId: 'things_create', responses: { 201: {} } } } })

  expect(differences(bare, taking(object({ name: string })))).toEqual(['things_create + request: object { name }'])
  expect(differences(taking(object({ name: string })), bare)).toEqual(['things_create - request: object { name }'])
})

test('read-only fields are no part of a request, and secrets no part of a response', () => {
  const fields = object({ id: { ...string, readOnly: true }, secret: { ...string, writeOnly: true }, name: string })

  expect(differences(taking(object({ secret: string, name: string })), taking(fields))).toEqual([])
  expect(differences(answering(object({ id: string, name: string })), answering(fields))).toEqual([])
  expect(differences(taking(object({ id: string, secret: string, name: string })), taking(fields))).toEqual([
    'things_create - request.id: string',
  ])
})

test('differences are found at any depth, through arrays and maps', () => {
  const nested = (innermost: Record<string, unknown>) => {
    const rows = { type: 'array', items: object({ byName: { type: 'object', additionalProperties: innermost } }) }
    return answering(object({ a: object({ b: object({ c: object({ d: object({ rows }) }) }) }) }))
  }

  expect(differences(nested(object({ x: string })), nested(object({ x: { type: 'integer' }, y: string })))).toEqual([
    'things_list ~ response.a.b.c.d.rows[].byName.*.x.type: string → integer',
    'things_list + response.a.b.c.d.rows[].byName.*.y: string',
  ])
})

test('a schema that contains itself is compared once', () => {
  const tree = (fields: Record<string, unknown>) =>
    answering(
      { $ref: '#/components/schemas/Tree' },
      { Tree: object({ ...fields, children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } }) },
    )

  expect(differences(tree({ name: string }), tree({ name: string, size: string }))).toEqual([
    'things_list + response.size: string',
  ])
})

test('a schema that contains itself differently on the two sides is compared once, too', () => {
  const schemas = (own: string) => ({
    Tree: object({
      left: { $ref: '#/components/schemas/Tree', description: own },
      right: { anyOf: [{ $ref: '#/components/schemas/Leaf' }] },
    }),
    Leaf: { allOf: [{ $ref: '#/components/schemas/Tree' }, object({ [own]: string })] },
    List: { type: 'array', items: { $ref: '#/components/schemas/List' } },
  })
  const both = (own: string) =>
    answering(object({ tree: { $ref: '#/components/schemas/Tree' }, list: { $ref: '#/components/schemas/List' } }), schemas(own))

  expect(differences(both('a'), both('b'))).toContain('things_list + response.tree.right.b: string')
})

test('a reference, an intersection and a union of one schema equal the schema itself', () => {
  const plain = answering(object({ id: string, name: string }))
  const schemas = { Id: object({ id: string }), Name: object({ name: string }) }
  const both = { allOf: [{ $ref: '#/components/schemas/Id' }, { $ref: '#/components/schemas/Name' }] }

  expect(differences(plain, answering(both, schemas))).toEqual([])
  expect(differences(plain, answering({ oneOf: [both, { type: 'null' }] }, schemas))).toEqual([])
})

test('a union has the fields of all its alternatives, and requires those that all require', () => {
  const union = { oneOf: [object({ id: string, a: string }, ['id', 'a']), object({ id: string, b: string }, ['id', 'b'])] }

  expect(differences(taking(union), taking(object({ id: string, a: string, b: string }, ['id'])))).toEqual([])
  expect(differences(taking(union), taking(object({ id: string }, ['id'])))).toEqual([
    'things_create - request.a: string',
    'things_create - request.b: string',
  ])
})

test('a discriminator provides the values of its field', () => {
  const schemas = { Cat: object({ kind: string }), Dog: object({ kind: string }) }
  const mapping = { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' }
  const union = { oneOf: Object.values(mapping).map(($ref) => ({ $ref })), discriminator: { propertyName: 'kind', mapping } }

  expect(differences(answering(object({ kind: { enum: ['cat', 'dog'] } })), answering(union, schemas))).toEqual([])
  expect(differences(answering(object({ kind: { enum: ['cat'] } })), answering(union, schemas))).toEqual([
    'things_list ~ response.kind.enum: +dog',
  ])
})

test('an enum may be a list, a constant or a union of lists, in any order', () => {
  const ours = answering(object({ state: { enum: ['a', 'b', null] } }))

  expect(differences(ours, answering(object({ state: { oneOf: [{ enum: ['b'] }, { const: 'a' }, { enum: [null] }] } })))).toEqual(
    [],
  )
  expect(differences(ours, answering(object({ state: { type: ['string', 'null'] } })))).toEqual([
    'things_list ~ response.state.enum: a | b → any',
  ])
})

test('if our enum is open, only new values count', () => {
  const ours = answering(object({ state: { type: 'string', enum: ['a', 'b'], 'x-open-enum': true } }))

  expect(differences(ours, answering(object({ state: { enum: ['a'] } })))).toEqual([])
  expect(differences(ours, answering(object({ state: string })))).toEqual([])
  expect(differences(ours, answering(object({ state: { enum: ['a', 'c'] } })))).toEqual(['things_list ~ response.state.enum: +c'])
})

test('an enum that only the published document leaves open in a response, or only ours in a request, is a difference', () => {
  const closed = object({ state: { enum: ['a', 'b'] } })
  const open = object({ state: { enum: ['a', 'b'], 'x-open-enum': true } })

  expect(differences(answering(closed), answering(open))).toEqual(['things_list ~ response.state.enum.open: false → true'])
  expect(differences(taking(open), taking(closed))).toEqual(['things_create ~ request.state.enum.open: true → false'])
  expect([...differences(answering(open), answering(closed)), ...differences(taking(closed), taking(open))]).toEqual([])
})

test('a value of any type may be null', () => {
  expect(differences(answering(object({ data: {} })), answering(object({ data: { type: ['string', 'null'] } })))).toEqual([])
  expect(differences(answering(object({ data: string })), answering(object({ data: {} })))).toEqual([])
})

test('a type that one side leaves open is no difference, but its fields are', () => {
  expect(differences(answering(object({ data: {} })), answering(object({ data: string })))).toEqual([])
  expect(differences(answering(object({ data: {} })), answering(object({ data: object({ a: string }) })))).toEqual([
    'things_list + response.data.a: string',
  ])
})

test('null may be allowed in one document only', () => {
  const ours = answering(object({ a: { type: ['string', 'null'] }, b: { anyOf: [string, { type: 'null' }] }, c: string }))
  const published = answering(object({ a: string, b: { type: ['string', 'null'] }, c: { enum: ['x', null] } }))

  expect(differences(ours, published)).toEqual([
    'things_list ~ response.a.nullable: true → false',
    'things_list ~ response.c.enum: any → x',
    'things_list ~ response.c.nullable: false → true',
  ])
})

test("OpenAPI 3.0's `nullable` beside a union allows null", () => {
  const ours = answering(object({ a: { enum: ['x', null] } }))
  const published = answering(object({ a: { nullable: true, oneOf: [{ enum: ['x'] }] } }))

  expect(differences(ours, published)).toEqual([])
})

test('error responses are not compared', () => {
  const with404 = { 200: json(string), 404: json(object({ detail: string })) }
  const at = (responses: Record<string, unknown>) => describing({ '/x/': { get: { operationId: 'x', responses } } })

  expect(differences(at(with404), at({ 200: json(string) }))).toEqual([])
})
