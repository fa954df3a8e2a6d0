import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contextOf, json } from '../test/support/transport.ts'
import { readOperation } from './api/operation.ts'
import { ApiError, type Refusal } from './errors/api.ts'
import { createList, type ListOperation } from './list.ts'

interface Row {
  slug_perm: string
}

const operation = readOperation('packages.list', 'G /packages/{owner}/{repo}/ []+') as ListOperation
const notFound = () => new ApiError('gone', { status: 404 } as Refusal)

/** What happens to a list between two requests: rows are added at its front and removed anywhere. */
interface Change {
  arrive: number
  leave: readonly number[]
}

/** Reads a list of rows, newest first, that changes after each request. Returns the rows that were read, and those that were there all the time. */
async function readChanging(length: number, size: number, changes: readonly Change[]) {
  let rows = Array.from({ length }, (_, index): Row => ({ slug_perm: `old-${index}` }))
  const always = new Set(rows.map(({ slug_perm }) => slug_perm))
  let requests = 0
  const list = createList<Row>(operation, { page_size: size }, async ({ page = 1 }) => {
    const start = (Number(page) - 1) * size
    // The service has no page beyond the end.
    if (start > 0 && start >= rows.length) throw notFound()
    const headers = {
      'X-Pagination-Count': String(rows.length),
      'X-Pagination-PageTotal': String(Math.ceil(rows.length / size)),
      'X-Pagination-PageSize': String(size),
    }
    const response = json(200, rows.slice(start, start + size), headers)
    const { arrive = 0, leave = [] } = changes[requests] ?? {}
    requests += 1
    for (const index of leave) {
      const gone = rows[index % Math.max(1, rows.length)]
      if (gone !== undefined) always.delete(gone.slug_perm)
      rows = rows.filter((row) => row !== gone)
    }
    rows = [...Array.from({ length: arrive }, (_, index) => ({ slug_perm: `new-${requests}-${index}` })), ...rows]
    return { data: await response.clone().json(), response, context: contextOf({ operation: 'packages.list' }) }
  })
  const read = (await list.toArray()).map(({ slug_perm }) => slug_perm)
  return { read, always, requests }
}

const index = fc.nat(60)

test('a list that grows gives no row twice', async () => {
  const changes = fc.array(fc.record({ arrive: fc.nat(7), leave: fc.constant([]) }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(fc.nat(40), fc.integer({ min: 1, max: 7 }), changes, async (length, size, happening) => {
      const { read, always } = await readChanging(length, size, happening)
      expect(new Set(read).size).toBe(read.length)
      expect(read).toEqual(expect.arrayContaining([...always]))
    }),
  )
})

test('a list that shrinks loses no row that stays', async () => {
  const changes = fc.array(fc.record({ arrive: fc.constant(0), leave: fc.array(index, { maxLength: 9 }) }), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(fc.nat(40), fc.integer({ min: 1, max: 7 }), changes, async (length, size, happening) => {
      const { read, always } = await readChanging(length, size, happening)
      expect(new Set(read).size).toBe(read.length)
      expect(read).toEqual(expect.arrayContaining([...always]))
    }),
  )
})

test('a row that moves to a page that was read before is found there', async () => {
  const { read, always, requests } = await readChanging(6, 2, [{ arrive: 0, leave: [0] }])
  expect(always.has('old-2')).toBe(true)
  expect(read).toContain('old-2')
  expect(requests).toBe(4)
})

test('a list that does not change costs a request a page', async () => {
  expect((await readChanging(6, 2, [])).requests).toBe(3)
})
