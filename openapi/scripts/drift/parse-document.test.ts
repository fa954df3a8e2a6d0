import { expect, test } from 'vitest'
import { compareOperations } from './compare.ts'
import { operationsOf } from './operations.ts'
import { parseDocument } from './parse-document.ts'

const thing = (extra: string) => `{ type: object, required: [name], properties: { name: { type: string ${extra} } } }`

const swagger2 = `
swagger: '2.0'
basePath: /v1
consumes: [application/json]
produces: [application/json]
definitions: { Thing: ${thing(', x-nullable: true')} }
parameters: { Owner: { name: owner, in: path, required: true, type: string } }
responses: { One: { description: '', schema: { $ref: '#/definitions/Thing' } } }
paths:
  /things/{owner}/:
    parameters: [{ $ref: '#/parameters/Owner' }]
    post:
      operationId: things_create
      parameters: [{ name: data, in: body, schema: { $ref: '#/definitions/Thing' } }, { name: deep, in: query, type: boolean }]
      responses: { '201': { $ref: '#/responses/One' } }
`

const openapi3 = (version: string, nullable: string) => `
openapi: ${version}
components:
  schemas: { Thing: ${thing(nullable)} }
  parameters: { Owner: { name: owner, in: path, required: true, schema: { type: string } } }
  requestBodies: { One: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } }
paths:
  /things/{owner}/:
    parameters: [{ $ref: '#/components/parameters/Owner' }]
    post:
      operationId: things_create
      parameters: [{ name: deep, in: query, schema: { type: boolean } }]
      requestBody: { $ref: '#/components/requestBodies/One' }
      responses: { '201': { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } }
`

const dialects = {
  'Swagger 2.0': swagger2,
  'OpenAPI 3.0': openapi3('3.0.3', ', nullable: true'),
  'OpenAPI 3.1': openapi3('3.1.0', '').replace('name: { type: string', "name: { type: [string, 'null']"),
}

const read = (text: string) => operationsOf(parseDocument(text, 'spec'))

test.each(Object.keys(dialects))('%s is read the same', (name) => {
  const text = dialects[name as keyof typeof dialects]

  expect(compareOperations(read(dialects['OpenAPI 3.1']), read(text))).toEqual([])
  expect(read(text)).toMatchObject([{ id: 'things_create', method: 'POST', path: '/things/{owner}/', success: '201' }])
  expect([...(read(text)[0]?.parameters.keys() ?? [])]).toEqual(['path.owner', 'query.deep'])
})

test('a version that YAML parses as a number is accepted', () => {
  const text = swagger2.replace("'2.0'", '2.0')

  expect(compareOperations(read(swagger2), read(text))).toEqual([])
  expect(read(text)[0]?.request?.fields().has('name')).toBe(true)
})

test('JSON is read like YAML', () => {
  expect(parseDocument('{"openapi": "3.1.0", "paths": {}}', 'spec')).toEqual({ openapi: '3.1', paths: {} })
  expect(parseDocument('{openapi: 3.1.0, paths: {}}', 'spec')).toEqual({ openapi: '3.1', paths: {} })
})

test.each([
  ['an object that never ends', '{"openapi": ', 'spec is neither JSON nor YAML'],
  ['broken indentation', 'a:\n  b: 1\n c: 2', 'spec is neither JSON nor YAML'],
  ['a web page', '<!doctype html><title>Sign in</title>', 'spec is not an API description'],
  ['nothing', '', 'spec is not an API description'],
  ['other JSON', '{"hello": "world"}', 'spec is not an API description'],
  ['a version to come', 'openapi: 4.0.0\npaths: {}', 'spec is not an API description'],
  ['no paths', 'openapi: 3.1.0\nwebhooks: {}', 'spec describes no operations'],
])('%s is refused', (_, text, message) => {
  expect(() => parseDocument(text, 'spec')).toThrow(message)
})

test.each([
  ['nowhere', '#/components/schemas/Gone', 'has no target'],
  ['to another file', 'schemas.yaml#/Thing', 'refers to another document'],
])('a reference %s is refused', (_, ref, message) => {
  const text = `{openapi: 3.1.0, paths: {/x/: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '${ref}'}}}}}}}}}`

  expect(() => read(text)).toThrow(message)
})

test('a parameter that refers to itself is refused', () => {
  const self = '#/components/parameters/A'

  expect(() =>
    read(
      `{openapi: 3.1.0, components: {parameters: {A: {$ref: '${self}'}}}, paths: {/x/: {get: {parameters: [{$ref: '${self}'}]}}}}`,
    ),
  ).toThrow('refers to itself')
})

test('a schema that is only a union with itself does not recurse forever', () => {
  const text = `{openapi: 3.1.0, components: {schemas: {A: {anyOf: [{$ref: '#/components/schemas/A'}, {type: string}]}}},
    paths: {/x/: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}}}`

  expect(read(text)[0]?.response?.alternatives).toEqual([{ type: 'string' }])
})
