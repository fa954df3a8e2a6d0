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

test('words of an answer are open, those of a request closed, even where both have the same list', () => {
  const object = (mode: Node): Node => ({ type: 'object', properties: { mode } })
  const schemas = { Mode: words('a', 'b'), Wish: object(ref('Mode')), Thing: object(ref('Mode')) }

  const { components } = opened(schemas, ref('Wish'), ref('Thing')) as unknown as { components: { schemas: typeof schemas } }

  expect(components.schemas.Thing).toEqual(object({ ...ref('Mode'), 'x-open-enum': true }))
  expect(components.schemas.Wish).toEqual(object(ref('Mode')))
  expect(components.schemas.Mode).toEqual(words('a', 'b'))
})

test('a list that only answers have is open itself; one word, and numbers, stay as they are', () => {
  const schemas = { State: words('a', 'b'), Kind: words('a'), Format: { type: 'integer', enum: [0, 1] } as Node }
  const answer: Node = { type: 'array', items: { anyOf: [ref('State'), ref('Kind'), ref('Format')] } }

  expect(opened(schemas, {}, answer).components).toEqual({
    schemas: { ...schemas, State: { ...words('a', 'b'), 'x-open-enum': true } },
  })
})

test('an object with words of its own cannot be both', () => {
  const schemas = { Thing: { type: 'object', properties: { mode: words('a', 'b') } } as Node }

  expect(() => opened(schemas, ref('Thing'), ref('Thing'))).toThrow('Thing is in requests and in answers')
})
