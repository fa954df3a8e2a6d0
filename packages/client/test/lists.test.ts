import { expect, test } from 'vitest'
import { Cloudsmith } from '../src/index.ts'
import { sendJson, serve } from './support/server.ts'

/** A repository with a number of packages, on a real port, that sends pages like the service: 30 rows by default, never more than 500. */
async function repositoryOf(count: number) {
  const { url, arrivals } = await serve((response, { url }) => {
    const { searchParams } = new URL(url, 'http://localhost')
    const size = Math.min(500, Number(searchParams.get('page_size') ?? 30))
    const page = Number(searchParams.get('page') ?? 1)
    const rows = Array.from({ length: Math.min(size, count - (page - 1) * size) }, (_, index) => ({
      slug_perm: `p${(page - 1) * size + index}`,
    }))
    sendJson(response, 200, rows, {
      'X-Pagination-Count': String(count),
      'X-Pagination-Page': String(page),
      'X-Pagination-PageSize': String(size),
      'X-Pagination-PageTotal': String(Math.ceil(count / size)),
    })
  })
  const list = () => new Cloudsmith({ baseUrl: url, apiKey: 'key' }).packages.list({ owner: 'acme', repo: 'dev' })
  return { list, asked: () => arrivals.map((arrival) => arrival.url.split('?')[1] ?? '') }
}

test('all of a list of 1,000 takes two requests', async () => {
  const { list, asked } = await repositoryOf(1000)
  const names = new Set<string>()
  for await (const { slug_perm } of list()) names.add(slug_perm)

  expect(names.size).toBe(1000)
  expect(asked()).toEqual(['page_size=500', 'page_size=500&page=2'])
})

test('ten rows take ten, and one page what the service sends', async () => {
  const { list, asked } = await repositoryOf(1000)
  expect(await list().toArray({ limit: 10 })).toHaveLength(10)
  expect((await list()).items).toHaveLength(30)

  expect(asked()).toEqual(['page_size=10', ''])
})
