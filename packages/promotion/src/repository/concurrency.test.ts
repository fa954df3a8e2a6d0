import { expect, test } from 'vitest'
import { eachOf } from './concurrency.ts'

test('a failure is thrown when nothing is under way any more, and begins nothing more', async () => {
  const begun: number[] = []
  const ended: number[] = []
  let open = () => {}
  const slow = new Promise<void>((resolve) => {
    open = resolve
  })
  const work = eachOf([0, 1, ...Array.from({ length: 20 }, (_, index) => index + 2)], async (item) => {
    begun.push(item)
    if (item === 0) throw new Error('the first')
    await slow
    ended.push(item)
  })
  const outcome = expect(work).rejects.toThrow('the first')
  await Promise.resolve()
  open()
  await outcome
  expect(ended).toEqual(begun.filter((item) => item !== 0))
  expect(begun.length).toBeLessThan(22)
})
