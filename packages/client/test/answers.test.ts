import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Cloudsmith, ParseError, ResponseTooLargeError } from '../src/index.ts'
import { waitForSync } from '../src/sync.ts'
import { sendJson, serve } from './support/server.ts'

const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }

async function answering(body: string, status = 200, type = 'application/json') {
  const { url, arrivals } = await serve((response) => response.writeHead(status, { 'Content-Type': type }).end(body))
  return { cloudsmith: new Cloudsmith({ baseUrl: url, retries: 0 }), arrivals }
}

type Call = (cloudsmith: Cloudsmith) => Promise<unknown>

describe('an answer that is not what the operation promises is told as what it is', () => {
  const read: Call = ({ packages }) => packages.read(at)
  const copy: Call = ({ packages }) => packages.copy({ ...at, destination: 'staging' })
  const list: Call = ({ packages }) => packages.list(at)
  const groups: Call = ({ packages }) => packages.groups(at)

  test.each<[string, Call, string, number, string]>([
    ['an object', read, '', 200, '200 on packages.read acme/dev/abc with nothing instead of an object with fields'],
    ['an object', read, 'null', 200, 'with null instead of an object with fields'],
    ['an object', read, '{}', 200, 'with an object without fields instead of an object with fields'],
    ['an object', read, '[{"name":"ms"},{}]', 200, 'with a list of 2 instead of an object with fields'],
    ['an object', read, '"ms"', 200, 'with a string instead of an object with fields'],
    [
      'an object of a write',
      copy,
      '[]',
      201,
      '201 on packages.copy acme/dev/abc with a list of 0 instead of an object with fields',
    ],
    ['an object of a write', copy, '', 204, '204 on packages.copy acme/dev/abc with nothing instead of an object with fields'],
    ['a list', list, '{"detail":"x"}', 200, '200 on packages.list acme/dev with an object instead of a list of objects'],
    ['a list', list, 'null', 200, 'with null instead of a list of objects'],
    ['a list', list, '', 200, 'with nothing instead of a list of objects'],
    ['a list', list, '[1]', 200, 'with a list of 1 instead of a list of objects'],
    ['a list in a field', groups, '[]', 200, 'with a list of 0 instead of a list of objects (in results)'],
    ['a list in a field', groups, '{"results":{}}', 200, 'with an object instead of a list of objects (in results)'],
  ])('%s: %o, %s', async (_, call, body, status, message) => {
    const error = await call((await answering(body, status)).cloudsmith).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ParseError)
    expect(String(error)).toContain(`${message}. Check baseUrl and any proxies in between.`)
    expect(error).toMatchObject({ owner: 'acme', repo: 'dev', attempts: 1 })
  })

  test('a page of a proxy', async () => {
    const { cloudsmith } = await answering('<!doctype html><title>Sign in</title>', 200, 'text/html; charset=utf-8')
    await expect(cloudsmith.packages.read(at)).rejects.toThrow(
      'with an HTML page of 37 characters (text/html; charset=utf-8) that is not JSON instead of an object with fields.',
    )
    await expect(cloudsmith.packages.delete(at)).rejects.toBeInstanceOf(ParseError)
  })
})

describe('where nothing is promised', () => {
  test.each(['', ' ', '{}', '{"detail":"Deleted."}', 'null'])('%j is as good as nothing', async (body) => {
    expect(await (await answering(body)).cloudsmith.packages.delete(at)).toBeUndefined()
  })
})

test('where the description leaves it open, anything is taken but what is no JSON', async () => {
  const check: Call = ({ v2 }) => v2.metadata.validate({ content: {}, content_type: 'x', source_identity: 'y' } as never)
  for (const body of ['', '{}', 'null', '[]']) await check((await answering(body)).cloudsmith)
  await expect(check((await answering('<html>')).cloudsmith)).rejects.toBeInstanceOf(ParseError)
})

describe('an answer that is too long', () => {
  const long = JSON.stringify({ name: 'x'.repeat(1000) })

  test.each(['client', 'call', 'withOptions'])('is not read, by the limit of the %s', async (whose) => {
    const { cloudsmith, arrivals } = await answering(long)
    const limits = { maxResponseBytes: 1000, retries: 3 }
    const other = whose === 'client' ? cloudsmith.withOptions(limits) : cloudsmith
    const call = whose === 'call' ? other.packages.read(at, limits) : other.withOptions(limits).packages.read(at)
    const error: unknown = await call.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ResponseTooLargeError)
    expect(error).toBeInstanceOf(ParseError)
    expect(String(error)).toContain(
      'The response to packages.read acme/dev/abc is longer than 1000 bytes and was not read. Request less at once, or raise maxResponseBytes.',
    )
    // A retry would get the same response.
    expect(arrivals).toHaveLength(1)
  })

  test('is read where the limit allows it, to the last byte', async () => {
    const { cloudsmith } = await answering(long)
    expect(await cloudsmith.packages.read(at, { maxResponseBytes: long.length })).toEqual(JSON.parse(long))
    await expect(cloudsmith.packages.read(at, { maxResponseBytes: long.length - 1 })).rejects.toBeInstanceOf(
      ResponseTooLargeError,
    )
  })

  test('of a raw call is not read either', async () => {
    const { cloudsmith } = await answering(long)
    const { v1 } = cloudsmith.withOptions({ maxResponseBytes: 10 })
    const call = v1.GET('/packages/{owner}/{repo}/{identifier}/', { params: { path: at } })
    await expect(call).rejects.toBeInstanceOf(ResponseTooLargeError)
  })

  test('as 300 kB of gzip that are 300 MB takes little more memory than the limit', async () => {
    const program = fileURLToPath(new URL('memory/gzip-bomb.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [program])
    const { error, grown } = JSON.parse(stdout) as { error: string; grown: number }
    expect(error).toBe('ResponseTooLargeError')
    expect(grown).toBeLessThan(200 * 2 ** 20)
  })
})

test('in a query, null and undefined are left out and a Date is ISO 8601, in lists too', async () => {
  const { url, arrivals } = await serve((response) => sendJson(response, 200, []))
  const cloudsmith = new Cloudsmith({ baseUrl: url })
  const odd = {
    query: null,
    sort: undefined,
    page_size: 5,
    since: new Date('2026-03-01T12:00:00+02:00'),
    ids: ['a', null, new Date(0)],
  }
  await cloudsmith.packages.list({ owner: 'acme', repo: 'dev', ...odd } as never)

  expect(arrivals[0]?.url).toBe(
    '/packages/acme/dev/?page_size=5&since=2026-03-01T10%3A00%3A00.000Z&ids=a&ids=1970-01-01T00%3A00%3A00.000Z',
  )
  const wrong = cloudsmith.packages.list({ owner: 'acme', repo: 'dev', since: new Date(Number.NaN) } as never)
  await expect(wrong).rejects.toMatchObject({ name: 'InvalidRequestError', message: 'since is an invalid Date.' })
})

test('what the service says of a failed synchronisation cannot forge a line', async () => {
  const pkg = { format: 'npm', name: 'ms\n::error::x', version: '1', repository: 'dev', stage_str: 'a\rb', is_sync_failed: true }
  const { url } = await serve((response) => sendJson(response, 200, { ...pkg, status_reason: 'No.\u001b[2K\n' }))
  const failing = waitForSync(new Cloudsmith({ baseUrl: url }), at)
  await expect(failing).rejects.toThrow(
    'npm ms\\n::error::x 1 failed to synchronise in dev at "a\\rb": No.\\u{1b}[2K\\n. Retry the synchronisation, or upload it again.',
  )
})
