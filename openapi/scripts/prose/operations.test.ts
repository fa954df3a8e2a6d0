import { beforeAll, describe, expect, test } from 'vitest'
import { isNode, type Node, operationsIn } from '../emit/node.ts'
import { sentenceOf } from '../emit/permissions.ts'
import { readDocument } from '../generate/document.ts'
import { newWords, sentencesOf, wordsOf, wordsOfId } from './words.ts'

describe.each(['cloudsmith-v1', 'cloudsmith-v2'])('in %s', (name) => {
  let document: Node = {}
  beforeAll(async () => {
    document = await readDocument<Node>(`${name}.yaml`)
  })

  const operations = () =>
    operationsIn(document).map(({ operation }) => ({
      id: String(operation.operationId),
      summary: String(operation.summary ?? ''),
      description: ownDescription(operation),
    }))

  test('a summary adds words to the id of its operation', () => {
    const silent = operations().filter(({ id, summary }) => newWords(summary, wordsOfId(id)).length === 0)

    expect(silent.map(({ id, summary }) => `${id}: ${summary}`)).toEqual([])
  })

  test('no two operations have the same summary', () => {
    const summaries = operations().map(({ summary }) => summary)

    expect(summaries.filter((summary, at) => summaries.indexOf(summary) !== at)).toEqual([])
  })

  test('a description adds several words to the summary and the id', () => {
    const silent = operations().filter(
      ({ id, summary, description }) => newWords(description, [...wordsOfId(id), ...wordsOf(summary)]).length < 5,
    )

    expect(silent.map(({ id, description }) => `${id}: ${description}`)).toEqual([])
  })

  test('no sentence of a description repeats the summary', () => {
    const again = operations().flatMap(({ id, summary, description }) =>
      sentencesOf(description)
        .filter((sentence) => newWords(sentence, [...wordsOfId(id), ...wordsOf(summary)]).length === 0)
        .map((sentence) => `${id}: ${sentence}`),
    )

    expect(again).toEqual([])
  })
})

/** A description without the sentence about permissions, which is generated. */
function ownDescription(operation: Node): string {
  const permission = operation['x-permission']
  const text = String(operation.description ?? '')
  return isNode(permission) ? text.replace(` ${sentenceOf(permission)}`, '') : text
}
