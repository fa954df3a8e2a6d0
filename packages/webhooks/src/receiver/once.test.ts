import { expect, test, vi } from 'vitest'
import { deferred } from '../fixtures.ts'
import { createOnce } from './once.ts'

test('what was done is not done again; what has no id always is', async () => {
  const once = createOnce(new Set(), 1_000)
  const work = vi.fn(async () => {})
  for (const id of ['a', 'b', 'a', 'b', undefined, undefined]) await once(id, work)
  expect(work).toHaveBeenCalledTimes(4)
})

test('a repetition that comes while the first is under way waits for it and shares its failure', async () => {
  const once = createOnce(new Set(), 1_000)
  const first = deferred<void>()
  const work = vi.fn(() => first.promise)
  const outcomes = Promise.allSettled([once('a', work), once('a', work), once('a', work)])
  first.reject(new Error('failed'))
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(work).toHaveBeenCalledTimes(1)
})

test('what failed may be tried again, and is only then marked as done', async () => {
  const store = new Set<string>()
  const once = createOnce(store, 1_000)
  const work = vi.fn().mockRejectedValueOnce(new Error('failed')).mockResolvedValue(undefined)
  await expect(once('a', work)).rejects.toThrow('failed')
  expect([...store]).toEqual([])
  await once('a', work)
  await once('a', work)
  expect([...store]).toEqual(['a'])
  expect(work).toHaveBeenCalledTimes(2)
})

test('a store that is shared with another machine is asked', async () => {
  const store = { has: vi.fn(async () => true), add: vi.fn() }
  const work = vi.fn(async () => {})
  await createOnce(store, 1_000)('done elsewhere', work)
  expect(work).not.toHaveBeenCalled()
  expect(store.add).not.toHaveBeenCalled()
})
