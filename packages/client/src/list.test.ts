import { describe, expect, test } from 'vitest'
import { settled } from '../test/support/clock.ts'
import { contextOf, json } from '../test/support/transport.ts'
import { unhandledRejections } from '../test/support/unhandled.ts'
import { readOperation } from './api/operation.ts'
import { ApiError, type Refusal } from './errors/api.ts'
import { ParseError } from './errors/index.ts'
import { createList, type ListCall, type ListOperation } from './list.ts'

interface Row {
  slug_perm: string
}

const row = (number: number): Row => ({ slug_perm: `p${number}` })
const rows = (from: number, to: number): Row[] => Array.from({ length: to - from + 1 }, (_, index) => row(from + index))

type Params = Readonly<Record<string, unknown>>

/** A list from a service that returns it page by page, and a record of the requests. */
function listOver<T = Row>(line: string, params: Params, serve: (asked: Params, number: number) => Response) {
  const asked: Params[] = []
  const list: ListCall<T> = createList<T>(readOperation('packages.list', line) as ListOperation, params, async (given) => {
    const response = serve(given, asked.push(given))
    return { data: await response.clone().json(), response, context: contextOf({ operation: 'packages.list' }) }
  })
  return { asked, list }
}

/** Pages as in version 1: a bare array, with the totals in headers; an empty result has no headers. */
const counted =
  (all: readonly unknown[], size: number, wrap: (page: readonly unknown[]) => unknown = (page) => page) =>
  ({ page }: Params) => {
    const number = Math.max(1, Number(page ?? 1))
    const headers = {
      'X-Pagination-Count': String(all.length),
      'X-Pagination-Page': String(number),
      'X-Pagination-PageTotal': String(Math.ceil(all.length / size)),
      'X-Pagination-PageSize': String(size),
    }
    return json(200, wrap(all.slice((number - 1) * size, number * size)), all.length === 0 ? {} : headers)
  }

/** Pages without headers: only their length shows where the list ends. */
const uncounted =
  (all: readonly unknown[], size: number) =>
  ({ page }: Params) =>
    json(200, all.slice((Number(page ?? 1) - 1) * size, Number(page ?? 1) * size))

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of list) found.push(item)
  return found
}

describe('every row of every page', () => {
  test('a bare list with totals', async () => {
    const { list, asked } = listOver('GET / []+', { owner: 'acme', page_size: 3 }, counted(rows(1, 7), 3))

    expect(await all(list)).toEqual(rows(1, 7))
    expect(asked).toEqual([
      { owner: 'acme', page_size: 3 },
      { owner: 'acme', page_size: 3, page: 2 },
      { owner: 'acme', page_size: 3, page: 3 },
    ])
  })

  test('a list inside a field', async () => {
    const { list, asked } = listOver(
      'GET / [results]+',
      {},
      counted(rows(1, 4), 2, (results) => ({ results })),
    )

    expect(await all(list)).toEqual(rows(1, 4))
    expect(asked).toEqual([{ page_size: 500 }, { page_size: 500, page: 2 }])
  })

  test('a list by cursor, of which only the cursor is followed, never the address', async () => {
    const { list, asked } = listOver('GET / [results]>', { page_size: 2 }, ({ cursor }) =>
      cursor === undefined
        ? json(200, { results: rows(1, 2), next: 'https://evil.example/?cursor=abc%3D&page_size=1', previous: null })
        : json(200, { results: rows(3, 3), next: null }),
    )

    expect(await all(list)).toEqual(rows(1, 3))
    expect(asked).toEqual([{ page_size: 2 }, { page_size: 2, cursor: 'abc=' }])
  })

  test.each(['https://api.cloudsmith.io/?page=2', '?cursor=', '', 'http://[', 7, undefined])(
    'a next of %j is the end',
    async (next) => {
      const { list, asked } = listOver('GET / [results]>', {}, () => json(200, { results: rows(1, 2), next }))

      expect(await all(list)).toEqual(rows(1, 2))
      expect(asked).toHaveLength(1)
    },
  )

  test('a list that is never paged is asked for once, however long it is', async () => {
    const { list, asked } = listOver('GET / [] -', {}, () => json(200, rows(1, 100)))

    expect(await all(list)).toHaveLength(100)
    expect(asked).toHaveLength(1)
  })

  test('an empty list', async () => {
    const { list, asked } = listOver('GET / []+', {}, counted([], 30))

    expect(await all(list)).toEqual([])
    expect(asked).toHaveLength(1)
  })

  test('starts where the caller says', async () => {
    const { list, asked } = listOver('GET / []+', { page: 2 }, counted(rows(1, 5), 2))

    expect(await all(list)).toEqual(rows(3, 5))
    expect(asked).toEqual([{ page: 2 }, { page: 3 }])
  })
})

describe('without totals', () => {
  test('a short page is the last', async () => {
    const { list, asked } = listOver('GET / []+', { page_size: 2 }, uncounted(rows(1, 5), 2))

    expect(await all(list)).toEqual(rows(1, 5))
    expect(asked).toHaveLength(3)
  })

  test('a last page that is full costs one request more', async () => {
    const { list, asked } = listOver('GET / []+', { page_size: 2 }, uncounted(rows(1, 4), 2))

    expect(await all(list)).toEqual(rows(1, 4))
    expect(asked).toHaveLength(3)
  })

  test('30 rows are a full page where nobody asked for a size', async () => {
    const { list, asked } = listOver('GET / []+', {}, uncounted(rows(1, 31), 30))

    expect(await all(list)).toHaveLength(31)
    expect(asked).toHaveLength(2)
  })

  test('a service that sends fewer rows than it was asked for is not at its end', async () => {
    const { list } = listOver('GET / []+', { page_size: 1000 }, uncounted(rows(1, 700), 500))

    expect(await all(list)).toHaveLength(700)
  })
})

describe('a service that misbehaves', () => {
  const lines = [
    ['rows', JSON.stringify(rows(1, 2))],
    ['rows without a slug_perm', '[{"name":"a"},{"name":"b"}]'],
    ['rows nested deeper than can be compared', `[{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}},1]`],
  ] as const

  test.each(lines)('by ignoring the number of the page, again and again, is an error: %s', async (_, page) => {
    const { list, asked } = listOver('GET / []+', { page_size: 2 }, () => new Response(page))
    await expect(all(list)).rejects.toThrow('The list of packages.list returns the same rows again and again')
    await expect(all(list.pages())).rejects.toBeInstanceOf(ParseError)
    expect(asked.length).toBeLessThan(9)
  })

  test('by giving the same rows in another order every time is an error, too', async () => {
    let turn = 0
    const shuffled = () => json(200, turn++ % 2 === 0 ? rows(1, 2) : rows(1, 2).reverse())
    const { list } = listOver('GET / []+', { page_size: 2 }, shuffled)
    await expect(all(list)).rejects.toBeInstanceOf(ParseError)
  })

  test('by leading back to a cursor that was followed before is an error', async () => {
    const { list, asked } = listOver('GET / [results]>', {}, ({ cursor }, number) =>
      json(200, { results: rows(number, number), next: `/?cursor=${cursor === 'a' ? 'b' : 'a'}` }),
    )
    await expect(all(list)).rejects.toThrow('the same cursor twice')
    expect(asked).toHaveLength(4)
  })

  test('by telling of fewer rows than it sends is an error: nobody knows where that list ends', async () => {
    const few = { 'X-Pagination-Count': '2', 'X-Pagination-PageTotal': '1', 'X-Pagination-PageSize': '3' }
    const { list } = listOver('GET / []+', { page_size: 3 }, () => json(200, rows(1, 3), few))
    await expect(all(list)).rejects.toThrow('the service announced 2 rows but sent 3')

    const { list: second } = listOver('GET / []+', { page_size: 3, page: 2 }, () =>
      json(200, rows(4, 5), { ...few, 'X-Pagination-Count': '4' }),
    )
    await expect(second).rejects.toThrow('the service announced 4 rows but sent 5')
  })

  test('by telling of fewer pages than its rows fill is read to the end all the same', async () => {
    const own = counted(rows(1, 7), 3)
    const { list } = listOver('GET / []+', { page_size: 3 }, (given) => {
      const response = own(given)
      response.headers.set('X-Pagination-PageTotal', '1')
      return response
    })
    expect(await all(list)).toEqual(rows(1, 7))
  })

  test.each(['-1', 'NaN', '1e999', '2.5', '5, 5', ''])(
    'by totals that are none, such as %j, is read by the length of its pages',
    async (total) => {
      const own = uncounted(rows(1, 5), 2)
      const { list } = listOver('GET / []+', { page_size: 2 }, (given) => {
        const response = own(given)
        for (const name of ['Count', 'PageTotal', 'PageSize']) response.headers.set(`X-Pagination-${name}`, total)
        return response
      })
      expect(await all(list)).toEqual(rows(1, 5))
      expect((await list).count).toBeUndefined()
    },
  )

  test('by promising pages that are empty is not asked on', async () => {
    const { list, asked } = listOver('GET / []+', {}, () => json(200, [], { 'X-Pagination-PageTotal': '9' }))

    expect(await all(list)).toEqual([])
    expect(asked).toHaveLength(1)
  })
})

test('a row that a changing list pushes on to the next page is given once', async () => {
  const pages = [rows(1, 3), [row(3), row(4), row(5)], [row(6)]]
  const { list } = listOver('GET / []+', { page_size: 3 }, (_, number) => json(200, pages[number - 1]))

  expect(await all(list)).toEqual(rows(1, 6))
})

test('rows that have no identity are all given, the same ones too', async () => {
  const { list } = listOver<string>('GET / []+', {}, counted(['a', 'a', 'b'], 2))

  expect(await all(list)).toEqual(['a', 'a', 'b'])
})

describe('whoever wants the whole list asks for few pages', () => {
  const sized = (all: readonly Row[]) => (asked: Params) => counted(all, Number(asked.page_size ?? 30))(asked)
  const flat = async (list: ListCall<Row>) => (await all(list.pages())).flatMap(({ items }) => items)

  test.each<[string, (list: ListCall<Row>) => Promise<readonly Row[]>]>([
    ['for await', all],
    ['toArray', (list) => list.toArray()],
    ['pages', flat],
  ])('%s takes two requests for 1,000 rows', async (_, read) => {
    const { list, asked } = listOver('G / []+', { query: 'tag:x' }, sized(rows(1, 1000)))

    expect(await read(list)).toEqual(rows(1, 1000))
    expect(asked).toEqual([
      { query: 'tag:x', page_size: 500 },
      { query: 'tag:x', page_size: 500, page: 2 },
    ])
  })

  test('await leaves the size to the service', async () => {
    const { list, asked } = listOver('G / []+', {}, sized(rows(1, 1000)))

    expect((await list).items).toHaveLength(30)
    expect(asked).toEqual([{}])
  })

  test('what await gave is not asked for again where it was everything', async () => {
    const short = listOver('G / []+', {}, sized(rows(1, 30)))
    await short.list
    expect(await all(short.list)).toHaveLength(30)
    expect(short.asked).toEqual([{}])

    const long = listOver('G / []+', {}, sized(rows(1, 31)))
    await long.list
    expect(await all(long.list)).toEqual(rows(1, 31))
    expect(long.asked).toEqual([{}, { page_size: 500 }])
  })

  test.each([
    [1, [1]],
    [10, [10]],
    [500, [500]],
    [600, [300, 300]],
    [1001, [334, 334, 334]],
    [2.5, [3]],
  ])('toArray of at most %d asks for pages of %j', async (limit, sizes) => {
    const { list, asked } = listOver('G / []+', {}, sized(rows(1, 2000)))

    expect(await list.toArray({ limit })).toHaveLength(Math.ceil(limit))
    expect(asked.map(({ page_size }) => page_size)).toEqual(sizes)
  })

  test("a size that the caller sets is obeyed, and so is the page that is counted in the service's own", async () => {
    const sizedByCaller = listOver('G / []+', { page_size: 100 }, sized(rows(1, 250)))
    expect(await sizedByCaller.list.toArray({ limit: 150 })).toEqual(rows(1, 150))
    expect(sizedByCaller.asked).toEqual([{ page_size: 100 }, { page_size: 100, page: 2 }])

    const begun = listOver('G / []+', { page: 2 }, sized(rows(1, 70)))
    expect(await all(begun.list)).toEqual(rows(31, 70))
    expect(begun.asked).toEqual([{ page: 2 }, { page: 3 }])
  })

  test('a size of undefined is none', async () => {
    const { list, asked } = listOver('G / []+', { page_size: undefined, page: undefined }, sized(rows(1, 40)))
    await all(list)

    expect(asked).toMatchObject([{ page_size: 500 }])
  })

  test('a log by cursor is sized, a list without pages is not', async () => {
    const log = listOver('G / [results]>', {}, ({ cursor }) =>
      json(200, { results: [row(1)], next: cursor === undefined ? '?cursor=a' : null }),
    )
    await all(log.list)
    expect(log.asked).toEqual([{ page_size: 500 }, { page_size: 500, cursor: 'a' }])

    const whole = listOver('G / [] -', {}, () => json(200, rows(1, 3)))
    await all(whole.list)
    expect(whole.asked).toEqual([{}])
  })

  test('large rows come in pages as small as the description says', async () => {
    const { list, asked } = listOver('G / []+50', {}, sized(rows(1, 70)))

    expect(await all(list)).toEqual(rows(1, 70))
    expect(asked).toEqual([{ page_size: 50 }, { page_size: 50, page: 2 }])
  })

  test.each([30, 100])(
    'a service that sends %d rows a page whatever it is asked for, and counts nothing, is read to its end',
    async (size) => {
      const { list } = listOver('G / []+', {}, uncounted(rows(1, 250), size))

      expect(await all(list)).toEqual(rows(1, 250))
      expect(await flat(list)).toEqual(rows(1, 250))
    },
  )

  test('a page beyond the end that is refused ends the list', async () => {
    const { list } = listOver('G / []+', { page_size: 2 }, (asked) => {
      if (asked.page === 3) throw new ApiError('Not found.', { status: 404 } as Refusal)
      return uncounted(rows(1, 4), 2)(asked)
    })

    expect(await all(list)).toEqual(rows(1, 4))
    expect(await flat(list)).toEqual(rows(1, 4))
  })
})

describe('no more is asked than needed', () => {
  test('nothing before it is used', async () => {
    const { list, asked } = listOver('GET / []+', {}, counted(rows(1, 3), 2))
    await settled()
    expect(asked).toEqual([])

    list.pages()
    expect(await list.toArray({ limit: 0 })).toEqual([])
    expect(asked).toEqual([])
  })

  test('break ends the fetching', async () => {
    const { list, asked } = listOver('GET / []+', {}, counted(rows(1, 9), 2))
    for await (const { slug_perm } of list) if (slug_perm === 'p3') break

    expect(asked).toHaveLength(2)
  })

  test('so does break between pages', async () => {
    const { list, asked } = listOver('GET / []+', {}, counted(rows(1, 9), 2))
    for await (const page of list.pages()) if (page.page === 2) break

    expect(asked).toHaveLength(2)
  })

  test.each([
    [1, 1, 1],
    [2, 2, 1],
    [3, 3, 2],
    [99, 5, 3],
  ])('toArray with a limit of %i gives %i rows with %i requests', async (limit, length, requests) => {
    const { list, asked } = listOver('GET / []+', {}, counted(rows(1, 5), 2))

    expect(await list.toArray({ limit })).toEqual(rows(1, length))
    expect(asked).toHaveLength(requests)
  })

  test('await and iteration share the first page', async () => {
    const { list, asked } = listOver('GET / []+', {}, counted(rows(1, 2), 2))
    await list
    await list.withResponse()
    await list.toArray()

    expect(asked).toHaveLength(1)
  })
})

describe('await gives one page', () => {
  test('with the totals', async () => {
    const { list, asked } = listOver('GET / []+', { page: 2 }, counted(rows(1, 5), 2))
    const page = await list

    expect(page).toMatchObject({ items: rows(3, 4), page: 2, count: 5, pageCount: 3, hasNext: true })
    expect([...page]).toEqual(rows(3, 4))
    expect(asked).toHaveLength(1)
  })

  test('the last one knows that it is', async () => {
    expect(await listOver('GET / []+', { page: 3 }, counted(rows(1, 5), 2)).list).toMatchObject({ hasNext: false })
  })

  test('a page of zero or less is the first', async () => {
    expect(await listOver('GET / []+', { page: 0 }, counted(rows(1, 5), 2)).list).toMatchObject({ page: 1 })
  })

  test('by cursor there is no number', async () => {
    const { list } = listOver('GET / [results]>', {}, () => json(200, { results: rows(1, 2), next: '?cursor=a' }))
    expect(await list).toMatchObject({ page: undefined, count: undefined, hasNext: true })
  })

  test('and the response, for who asks', async () => {
    const { data, response } = await listOver('GET / []+', {}, counted(rows(1, 2), 2)).list.withResponse()

    expect(data.items).toEqual(rows(1, 2))
    expect(response.headers.get('X-Pagination-Count')).toBe('2')
  })
})

describe('a list that fails', () => {
  const unhandled = unhandledRejections()

  const failing = () =>
    listOver('GET / []+', {}, () => {
      throw new Error('no answer')
    }).list

  test.each<[string, (list: ListCall<Row>) => Promise<unknown>]>([
    ['await', async (list) => await list],
    ['withResponse', (list) => list.withResponse()],
    ['iteration', (list) => all(list)],
    ['pages', (list) => all(list.pages())],
    ['toArray', (list) => list.toArray()],
    ['catch', (list) => list.catch(() => Promise.reject(new Error('no answer')))],
    ['finally', (list) => list.finally(() => {})],
  ])('tells who used it, by %s, and nobody else', async (_, use) => {
    await expect(use(failing())).rejects.toThrow('no answer')
    await settled()
    expect(unhandled).toEqual([])
  })

  test('on a later page has given the rows before', async () => {
    const { list } = listOver('GET / []+', {}, (asked, number) => {
      if (number === 2) throw new Error('no answer')
      return counted(rows(1, 4), 2)(asked)
    })
    const seen: Row[] = []

    await expect(
      (async () => {
        for await (const each of list) seen.push(each)
      })(),
    ).rejects.toThrow('no answer')
    expect(seen).toEqual(rows(1, 2))
  })
})
