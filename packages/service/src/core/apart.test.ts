import { expect, test } from 'vitest'
import { apart } from './apart.ts'

const numbers = Array.from({ length: 100 }, (_, index) => index)

/** Processes numbers, and fails if one of them is bad. */
function working(isBad: (number: number) => boolean) {
  const done: number[] = []
  let tries = 0
  const work = async (some: readonly number[]) => {
    tries += 1
    const bad = some.find(isBad)
    if (bad !== undefined) throw new Error(`${bad} is bad`)
    done.push(...some)
  }
  return { work, done, tries: () => tries }
}

test('of many, those that fail stand alone, and the others are done', async () => {
  const { work, done, tries } = working((number) => number === 17 || number === 80)
  expect(await apart(numbers, work, () => true)).toEqual({
    failed: [17, 80].map((bad) => ({ items: [bad], error: new Error(`${bad} is bad`) })),
    isAnyDone: true,
  })
  expect(done).toEqual(numbers.filter((number) => number !== 17 && number !== 80))
  expect(tries()).toBeLessThan(30)
})

test('where nothing goes well, not all are tried', async () => {
  const { work, tries } = working(() => true)
  const { failed, isAnyDone } = await apart(numbers, work, () => true)
  expect(failed.flatMap(({ items }) => items)).toEqual(numbers)
  expect([isAnyDone, tries() < 20]).toEqual([false, true])
})

test('what is nobody of the list at fault for fails all that is left, once', async () => {
  const { work, tries } = working((number) => number === 99)
  const { failed } = await apart(numbers, work, () => false)
  expect([failed.map(({ items }) => items), tries()]).toEqual([[numbers], 1])
})
