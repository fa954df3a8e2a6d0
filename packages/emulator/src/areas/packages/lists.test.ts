import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../test/json.ts'
import { story } from '../../../test/story.ts'
import { createEmulator } from '../../index.ts'
import { searchableOf } from '../../package/searchable.ts'
import { compiled } from '../../search/fixture.ts'
import { serve } from '../../server.ts'
import { rawFile } from '../../testing.ts'
import type { PackageRecord } from '../../world/records.ts'
import { findPackages } from './lists.ts'

const dev = { owner: 'acme', repo: 'dev' }

/** Twelve packages of four names, some with tags, that arrived at two times. */
async function filled() {
  // These tests use long queries for their results, not for their length.
  const told = story({ switches: { maxQueryLength: 0 } })
  for (let index = 0; index < 12; index++) {
    if (index % 6 === 0) await told.emulator.clock.advance(1000)
    const [name, version] = [`Name-${index % 4}`, `1.${index}`]
    const tags = index % 3 === 0 ? ['checked', `round-${index}`] : []
    await told.emulator.add('acme/dev', rawFile({ name, version, filename: `${name}-${version}`, bytes: '' }), { tags })
  }
  const names = async (parameters: Record<string, string>) => {
    const search = new URLSearchParams({ page_size: '100', ...parameters })
    return (await told.admin('GET', `/packages/acme/dev/?${search}`)).body.map(({ filename }: Json) => filename)
  }
  return { ...told, repository: told.emulator.world.repository(dev), names }
}

/** `(name:^a$ AND version:^1$) OR …` */
const alternatives = (count: number) =>
  Array.from({ length: count }, (_, index) => `(name:^name-${index % 6}$ AND version:^1.${index}$)`).join(' OR ')

describe('a search', () => {
  test('of hundreds of alternatives looks only at the packages that they name', async () => {
    const { repository, names } = await filled()
    repository.packages.all = () => {
      throw new Error('looked at all packages')
    }

    expect(await names({ query: alternatives(200), sort: 'date' })).toEqual([
      'Name-0-1.0',
      'Name-1-1.1',
      'Name-2-1.2',
      'Name-3-1.3',
    ])
    expect(await names({ query: `(${alternatives(200)}) AND format:raw AND tag:checked`, sort: 'date' })).toEqual([
      'Name-0-1.0',
      'Name-3-1.3',
    ])
    expect(await names({ query: 'tag:round' })).toEqual(['Name-1-1.9', 'Name-2-1.6', 'Name-3-1.3', 'Name-0-1.0'])
  })

  test('finds what it finds when it looks at all packages, and gives it in the order of lists', async () => {
    const { emulator, repository } = await filled()
    const term = fc.constantFrom(
      ...['name:^name-0$', 'name:^NAME-1$', 'name:name', 'version:^1.3$', 'version:>1.5', 'tag:checked', 'tag:round*1'],
      ...['tag:latest', 'tag:^lat', '~tag:checked', 'tag:~round', 'format:raw', 'checked', 'name:^none$'],
    )
    const { query } = fc.letrec<{ query: string }>((tie) => {
      const joined = (word: string) =>
        fc.array(tie('query'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(` ${word} `)})`)
      return {
        query: fc.oneof(
          { maxDepth: 3 },
          term,
          joined('AND'),
          joined('OR'),
          tie('query').map((part) => `NOT (${part})`),
        ),
      }
    })
    const now = new Date(emulator.world.clock.now())
    fc.assert(
      fc.property(query, (text) => {
        const isFound = compiled(text)
        const expected = [...repository.packages.all()].filter((pkg: PackageRecord) => isFound(searchableOf(pkg), now))
        expect(findPackages(emulator.world, [repository], text)).toEqual(expected)
      }),
    )
  })

  test('sees tags that come and go', async () => {
    const { admin, repository, names } = await filled()
    const [oldest] = repository.packages.oldest(0, 1)
    const tag = (action: string) =>
      admin('POST', `/packages/acme/dev/${oldest?.slugPerm}/tag/`, { action, tags: ['checked', 'fresh'] })

    await tag('Add')
    expect(await names({ query: 'tag:^fresh$' })).toEqual(['Name-0-1.0'])
    await tag('Remove')
    expect(await names({ query: 'tag:^fresh$' })).toEqual([])
    expect(await names({ query: 'tag:checked' })).not.toContain('Name-0-1.0')
    await admin('DELETE', `/packages/acme/dev/${repository.packages.newest(2, 3)[0]?.slugPerm}/`)
    expect(await names({ query: 'tag:round-9' })).toEqual(['Name-1-1.9'])
  })
})

test('a list by date is the same with and without a query, turned around or in pages', async () => {
  const { names } = await filled()
  const newest = await names({})
  const pages = ['1', '2', '3'].map((page) => names({ sort: '-date', page, page_size: '4' }))

  expect(newest).toHaveLength(12)
  expect(await names({ sort: '-date' })).toEqual(newest)
  expect(await names({ query: 'format:raw' })).toEqual(newest)
  expect(await names({ query: 'format:raw', sort: 'date' })).toEqual(newest.toReversed())
  expect(await names({ sort: 'date' })).toEqual(newest.toReversed())
  expect((await Promise.all(pages)).flat()).toEqual(newest)
})

describe('a query that is too long', () => {
  test.each([414, 400] as const)('is refused with %i, where it is longer than addresses may be', async (tooLongQuery) => {
    // The API description has no 414.
    const emulator = createEmulator()
    const status = async (query: string, path = '/packages/acme/dev/') => {
      const search = new URLSearchParams({ query })
      const headers = { 'X-Api-Key': 'emulator-admin-key' }
      return (await emulator.fetch(`${emulator.origin}${path}?${search}`, { headers })).status
    }
    const longest = 'name:^abcd$'
    expect(await status(alternatives(1000))).toBe(414)
    emulator.switches.maxQueryLength = 0
    expect(await status(alternatives(1000))).toBe(200)

    Object.assign(emulator.switches, { maxQueryLength: encodeURIComponent(longest).length, tooLongQuery })
    expect(await status(longest)).toBe(200)
    for (const path of ['/packages/acme/dev/', '/packages/acme/', '/packages/acme/dev/groups/']) {
      expect(await status(`${longest} `, path)).toBe(tooLongQuery)
    }
  })

  test('is none over HTTP either, where a switch says that there is no limit', async () => {
    const { emulator } = await filled()
    const server = await serve(emulator)
    try {
      const search = new URLSearchParams({ query: alternatives(1000) })
      const answer = await fetch(`${server.url}/packages/acme/dev/?${search}`, { headers: { 'X-Api-Key': 'emulator-admin-key' } })
      expect(answer.status).toBe(200)
      expect(await answer.json()).toHaveLength(4)
    } finally {
      await server.close()
    }
  })
})

test('somebody may push at every second page that is read, before its answer arrives', async () => {
  let pages = 0
  const { emulator, admin } = story({
    async observe({ operation }) {
      if (operation !== 'packages_list' || ++pages % 2 !== 0) return
      await emulator.add('acme/dev', rawFile({ name: `pushed-${pages}`, filename: `pushed-${pages}`, bytes: '' }))
    },
  })
  await emulator.add('acme/dev', rawFile({ name: 'first', bytes: '' }))

  const counts = []
  for (let page = 1; page <= 4; page++) {
    counts.push((await admin('GET', '/packages/acme/dev/')).headers.get('x-pagination-count'))
  }
  expect(counts).toEqual(['1', '1', '2', '2'])
})
