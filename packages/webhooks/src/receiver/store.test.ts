import { expect, test } from 'vitest'
import { memoryStore } from './store.ts'

test('a memory store forgets what it saw longest ago', () => {
  const store = memoryStore(2)
  store.add('a')
  store.add('b')
  expect(store.has('a')).toBe(true) // seen again, so that `b` is now the oldest
  store.add('c')
  expect(['a', 'b', 'c'].filter((id) => store.has(id))).toEqual(['a', 'c'])
})

test('adding twice takes one place', () => {
  const store = memoryStore(2)
  for (const id of ['a', 'b', 'b', 'b']) store.add(id)
  expect(store.has('a')).toBe(true)
  expect(store.has('never')).toBe(false)
})
