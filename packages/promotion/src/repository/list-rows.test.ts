import { Cloudsmith } from '@cloudsmith-sdk/client'
import { expect, test } from 'vitest'
import { listRows } from './list-rows.ts'

/** A client for a repository that lists its rows in another order at each request, two rows per page. */
function listing(...orders: readonly string[]) {
  const asked: number[] = []
  const cloudsmith = new Cloudsmith({
    apiKey: 'key',
    fetch: async (request) => {
      const page = Number(new URL(request instanceof Request ? request.url : request).searchParams.get('page'))
      const rows = [...(orders[asked.length] ?? orders.at(-1) ?? '')].map((slug_perm) => ({ slug_perm }))
      asked.push(page)
      const headers = {
        'X-Pagination-Count': String(rows.length),
        'X-Pagination-Page': String(page),
        'X-Pagination-PageTotal': String(Math.ceil(rows.length / 2)),
        'X-Pagination-PageSize': '2',
      }
      return Response.json(rows.slice(2 * page - 2, 2 * page), { headers })
    },
  })
  const read = () => listRows(cloudsmith, { owner: 'acme', repo: 'dev' }, ({ slug_perm }) => slug_perm, undefined)
  return { read, asked }
}

test('F91 what changes places between two pages of a list is read all the same', async () => {
  const { read, asked } = listing('abcd', 'cdab')
  expect((await read()).toSorted()).toEqual(['a', 'b', 'c', 'd'])
  expect(asked).toEqual([1, 2, 1, 2])
})

test('a list that comes from one place is read once', async () => {
  const { read, asked } = listing('abcde')
  expect(await read()).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(asked).toEqual([1, 2, 3])
})

test('one that never shows all that it counts is read three times, and an error', async () => {
  const { read, asked } = listing('aab')
  await expect(read()).rejects.toThrow('the service counts 3 packages, but lists only 2 of them')
  expect(asked).toEqual([1, 2, 1, 2, 1, 2])
})
