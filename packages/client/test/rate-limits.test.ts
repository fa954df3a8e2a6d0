import { expect, test } from 'vitest'
import { Cloudsmith } from '../src/index.ts'
import { jumpingClock, standingClock, start } from './support/clock.ts'
import { type Handler, sendJson, serve } from './support/server.ts'

const [pages, size] = [10, 3]

/** A list of ten pages; `meet` may answer a request itself, by its page and its number from 1. */
const listOfTen =
  (meet: (page: number, number: number) => { status: number; headers?: Record<string, string> } | undefined): Handler =>
  (response, { url }, number) => {
    const page = Number(new URL(url, 'http://localhost').searchParams.get('page') ?? 1)
    const instead = meet(page, number)
    if (instead !== undefined) return sendJson(response, instead.status, { detail: 'Not now.' }, instead.headers)
    const rows = Array.from({ length: size }, (_, index) => ({ slug_perm: `p${(page - 1) * size + index + 1}` }))
    sendJson(response, 200, rows, {
      'X-Pagination-Count': String(pages * size),
      'X-Pagination-Page': String(page),
      'X-Pagination-PageTotal': String(pages),
      'X-Pagination-PageSize': String(size),
    })
  }

const asked = (arrivals: readonly { url: string }[]) =>
  arrivals.map(({ url }) => Number(new URL(url, 'http://localhost').searchParams.get('page') ?? 1))
const everyRow = Array.from({ length: pages * size }, (_, index) => `p${index + 1}`)
const at = { owner: 'acme', repo: 'dev', page_size: size }

test('F47 a list of which one page is refused for 3,000 s goes on there: no page is read twice', async () => {
  const { url, arrivals } = await serve(
    listOfTen((_, number) => (number === 7 ? { status: 429, headers: { 'Retry-After': '3000' } } : undefined)),
  )
  const clock = jumpingClock()
  const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey: 'key', clock })
  const rows = await cloudsmith.packages.list(at, { deadline: start + 3_600_000 }).toArray()

  expect(rows.map(({ slug_perm }) => slug_perm)).toEqual(everyRow)
  expect(asked(arrivals)).toEqual([1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10])
  expect(clock.slept).toEqual([3_000_000])
})

test('so does one whose page fails otherwise, and one that waits for the window before it asks', async () => {
  const window = { 'X-RateLimit-Limit': '10', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(start / 1000 + 3000) }
  const { url, arrivals } = await serve(
    listOfTen((page, number) =>
      number === 3 ? { status: 503 } : page === 7 && number === 8 ? { status: 502, headers: window } : undefined,
    ),
  )
  const clock = jumpingClock()
  const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey: 'key', clock }).withOptions({ deadline: start + 3_600_000 })
  const rows: string[] = []
  for await (const { slug_perm } of cloudsmith.packages.list(at)) rows.push(slug_perm)

  expect(rows).toEqual(everyRow)
  expect(asked(arrivals)).toEqual([1, 2, 3, 3, 4, 5, 6, 7, 7, 8, 9, 10])
  expect(clock.now()).toBeGreaterThanOrEqual(start + 3_000_000)
})

test('a call that is refused costs those beside it no retry: they wait, and are sent once', async () => {
  const clock = standingClock()
  const { url, arrivals } = await serve((response) =>
    clock.now() < start + 30_000
      ? sendJson(response, 429, {}, { 'Retry-After': '30' })
      : sendJson(response, 200, { name: 'lodash' }),
  )
  const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey: 'key', clock, retries: 1 })
  const read = () => cloudsmith.packages.read({ owner: 'acme', repo: 'dev', identifier: 'abc' })
  const refused = read()
  await expect.poll(() => clock.sleepers).toBe(1)
  const others = Array.from({ length: 20 }, read)
  await expect.poll(() => clock.sleepers).toBe(2)
  await clock.advance(30_000)
  await Promise.all([refused, ...others])

  expect(arrivals).toHaveLength(22)
})
