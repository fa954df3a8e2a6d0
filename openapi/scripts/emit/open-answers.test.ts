import { expect, test } from 'vitest'
import type { Node } from './node.ts'
import { openAnswers } from './open-answers.ts'

const json = (schema: Node): Node => ({ content: { 'application/json': { schema } } })
const ref = (name: string): Node => ({ $ref: `#/components/schemas/${name}` })
const words = (...list: string[]): Node => ({ type: 'string', enum: list })

function opened(schemas: Node, request: Node, answer: Node): Node {
  const document = {
    components: { schemas },
    paths: { '/x/': { post: { requestBody: json(request), responses: { 200: json(answer) } } } },
  } as unknown as Node
  openAnswers(document)
  return document
}

test('enums in responses are open and enums in requests closed, even if their values are the same', () => {
  const object = (mode: Node): Node => ({ type: 'object', properties: { mode } })
  const schemas = { Mode: words('a', 'b'), Wish: object(ref('Mode')), Thing: object(ref('Mode')) }

  const { components } = opened(schemas, ref('Wish'), ref('Thing')) as unknown as { components: { schemas: typeof schemas } }

  expect(components.schemas.Thing).toEqual(object({ ...ref('Mode'), 'x-open-enum': true }))
  expect(components.schemas.Wish).toEqual(object(ref('Mode')))
  expect(components.schemas.Mode).toEqual(words('a', 'b'))
})

test('an enum that only responses use is open itself; single values and numbers are unchanged', () => {
  const schemas = { State: words('a', 'b'), Kind: words('a'), Format: { type: 'integer', enum: [0, 1] } as Node }
  const answer: Node = { type: 'array', items: { anyOf: [ref('State'), ref('Kind'), ref('Format')] } }

  expect(opened(schemas, {}, answer).components).toEqual({
    schemas: { ...schemas, State: { ...words('a', 'b'), 'x-open-enum': true } },
  })
})

test('an object with enum values cannot be in both', () => {
  const schemas = { Thing: { type: 'object', properties: { mode: words('a', 'b') } } as Node }

  expect(() => opened(schemas, ref('Thing'), ref('Thing'))).toThrow(
    'Thing has enum values and is used in requests and in responses',
  )
})
