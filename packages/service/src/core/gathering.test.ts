import { expect, test } from 'vitest'
import { gathering } from './gathering.ts'

test('what comes meanwhile is done together, and nothing waits that need not', async () => {
  const rounds: number[][] = []
  const add = gathering<number>(async (items) => {
    rounds.push([...items])
    await new Promise((resolve) => setImmediate(resolve))
  }, 3)
  await Promise.all([1, 2, 3, 4, 5].map(add))
  expect(rounds).toEqual([[1], [2, 3, 4], [5]])
})

test('one that fails does not fail the others', async () => {
  const add = gathering<number>(async (items) => {
    await Promise.resolve()
    if (items.includes(3)) throw new Error('3 is odd')
  })
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(add))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
})
