import { beforeAll, describe, expect, test } from 'vitest'
import { child, isNode, type Json, type Node, operationsIn } from '../emit/node.ts'
import { readDocument } from '../generate/document.ts'
import { newWords, wordsOf } from './words.ts'

describe.each(['cloudsmith-v1', 'cloudsmith-v2'])('in %s', (name) => {
  let document: Node = {}
  beforeAll(async () => {
    document = await readDocument<Node>(`${name}.yaml`)
  })

  const components = (kind: string) => child(child(document, 'components'), kind)
  const schemas = () => Object.entries(components('schemas')).filter((entry): entry is [string, Node] => isNode(entry[1]))

  test("a field's description adds words to the names of the field and its model", () => {
    const silent = schemas().flatMap(([model, schema]) =>
      Object.entries(child(schema, 'properties'))
        .filter(([, value]) => !isMoment(value))
        .filter(([field, value]) => newWords(described(value), [...wordsOf(field), ...wordsOf(model)]).length < 2)
        .map(([field, value]) => `${model}.${field}: ${described(value)}`),
    )

    expect(silent).toEqual([])
  })

  test("a parameter's description adds words to its name", () => {
    const parameters = operationsIn(document).flatMap(({ operation }) => (operation.parameters ?? []) as Node[])
    const silent = parameters
      .map((one) => (typeof one.$ref === 'string' ? child(components('parameters'), one.$ref.split('/').at(-1) ?? '') : one))
      .filter((one) => newWords(described(one), wordsOf(String(one.name))).length < 2)

    expect(silent.map((one) => `${one.name}: ${described(one)}`)).toEqual([])
  })

  test("a model's description adds words to its name", () => {
    const silent = schemas().filter(([model, schema]) => newWords(described(schema), wordsOf(model)).length < 2)

    expect(silent.map(([model, schema]) => `${model}: ${described(schema)}`)).toEqual([])
  })
})

const described = (value: Json | undefined): string => (isNode(value) ? String(value.description ?? '') : '')

/** The description of a time only needs to name the event; the type says the rest. */
const isMoment = (value: Json | undefined): boolean => isNode(value) && value.format === 'date-time'
