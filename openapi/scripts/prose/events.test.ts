import { expect, test } from 'vitest'
import { child, isNode, type Node } from '../emit/node.ts'
import { readDocument } from '../generate/document.ts'
import { newWords, wordsOf } from './words.ts'

test("an event's description adds words to its name and summary", async () => {
  const { webhooks = {} } = await readDocument<{ webhooks?: Node }>('webhooks.yaml')
  const posts = Object.entries(webhooks).map(([event, path]) => ({ event, post: isNode(path) ? child(path, 'post') : {} }))

  const silent = posts.filter(
    ({ event, post }) =>
      newWords(String(post.description ?? ''), [...wordsOf(event), ...wordsOf(String(post.summary))]).length < 2,
  )

  expect(posts.length).toBeGreaterThan(10)
  expect(silent.map(({ event, post }) => `${event}: ${post.description}`)).toEqual([])
})
