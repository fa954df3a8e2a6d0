import { describe, expect, test } from 'vitest'
import { jumpingClock, start } from '../test/support/clock.ts'
import { sendJson, serve } from '../test/support/server.ts'
import { answering, json } from '../test/support/transport.ts'
import { Cloudsmith } from './cloudsmith.ts'
import { InvalidRequestError, NotFoundError, ParseError, RateLimitError, ValidationError } from './errors/index.ts'

const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }

test('a call is one request: path, query and body from one flat object', async () => {
  const { url, arrivals } = await serve((response) => sendJson(response, 201, { slug_perm: 'copied' }))
  const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey: 'key' })

  expect(await cloudsmith.packages.copy({ ...at, destination: 'staging' }, { headers: { 'X-Trace': 't1' } })).toEqual({
    slug_perm: 'copied',
  })
  expect(await cloudsmith.entitlements.create({ owner: 'acme', repo: 'dev', name: 'ci', show_tokens: true })).toBeDefined()

  expect(arrivals).toMatchObject([
    {
      method: 'POST',
      url: '/packages/acme/dev/abc/copy/',
      body: '{"destination":"staging"}',
      headers: { 'x-api-key': 'key', 'x-trace': 't1', 'content-type': 'application/json' },
    },
    { method: 'POST', url: '/entitlements/acme/dev/?show_tokens=true', body: '{"name":"ci"}' },
  ])
})

test('a base address with a path keeps it', async () => {
  const { fetch, sent } = answering(json(200, { name: 'ms' }))
  await new Cloudsmith({ fetch, baseUrl: 'https://proxy.example/cloudsmith/' }).packages.read(at)

  expect(sent[0]?.url).toBe('https://proxy.example/cloudsmith/packages/acme/dev/abc/')
})

test('the response is there for who asks', async () => {
  const { fetch } = answering(json(200, { name: 'lodash' }, { 'X-Request-Id': 'r1' }))
  const { data, response } = await new Cloudsmith({ fetch }).packages.read(at).withResponse()

  expect(data.name).toBe('lodash')
  expect(response.headers.get('X-Request-Id')).toBe('r1')
})

test('an answer without a body is undefined', async () => {
  const { fetch } = answering(new Response(null, { status: 204 }))
  expect(await new Cloudsmith({ fetch }).packages.delete(at)).toBeUndefined()
})

test('a list walks over its pages', async () => {
  const { fetch, sent } = answering(
    json(200, [{ slug_perm: 'a' }], { 'X-Pagination-PageTotal': '2' }),
    json(200, [{ slug_perm: 'b' }], { 'X-Pagination-PageTotal': '2' }),
  )
  const cloudsmith = new Cloudsmith({ fetch })
  const list = cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: 'name:^x$ AND tag:a&b', page_size: 1 })
  expect(sent).toEqual([])

  expect((await list.toArray()).map((row) => row.slug_perm)).toEqual(['a', 'b'])
  const asked = sent.map(({ url }) => Object.fromEntries(new URL(url).searchParams))
  expect(asked).toEqual([
    { query: 'name:^x$ AND tag:a&b', page_size: '1' },
    { query: 'name:^x$ AND tag:a&b', page_size: '1', page: '2' },
  ])
})

describe('what goes wrong is thrown', () => {
  test('a refusal, with what the service said', async () => {
    const { fetch } = answering(json(422, { code: 'invalid', detail: 'Invalid input.', fields: { destination: ['Unknown.'] } }))
    const error: unknown = await new Cloudsmith({ fetch }).packages
      .copy({ ...at, destination: 'x' })
      .catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(ValidationError)
    expect(error).toMatchObject({ operation: 'packages.copy', attempts: 1, fields: { destination: ['Unknown.'] } })
  })

  test('a refusal of a list', async () => {
    const { fetch } = answering(json(404, { detail: 'Not found.' }))
    await expect(new Cloudsmith({ fetch }).packages.list({ owner: 'acme', repo: 'x' })).rejects.toBeInstanceOf(NotFoundError)
  })

  test.each([{ 'Content-Length': '0' }, {}])('an empty refusal: %j', async (headers) => {
    const { url } = await serve((response) => response.writeHead(429, '', headers).end())
    const call = new Cloudsmith({ baseUrl: url, retries: 0 }).packages.read(at)

    await expect(call).rejects.toBeInstanceOf(RateLimitError)
    await expect(call).rejects.toMatchObject({ status: 429, detail: 'the response has no body' })
  })

  test.each([
    ['<html>', 'an HTML page'],
    ['{"half":', 'a text'],
  ])('a yes that is not JSON: %s', async (body, what) => {
    const { fetch } = answering(new Response(body, { headers: { 'Content-Type': 'text/html' } }))
    const call = new Cloudsmith({ fetch }).packages.read(at)

    await expect(call).rejects.toBeInstanceOf(ParseError)
    await expect(call).rejects.toThrow(
      `Cloudsmith answered 200 on packages.read acme/dev/abc with ${what} of ${body.length} characters (text/html) that is not JSON instead of an object with fields. Check baseUrl and any proxies in between.`,
    )
  })

  test('a place in the path that is missing', async () => {
    const { fetch, sent } = answering(json(200, { name: 'ms' }))
    const cloudsmith = new Cloudsmith({ fetch })

    await expect(cloudsmith.packages.read({ owner: 'acme', repo: 'dev' } as never)).rejects.toThrow('identifier is missing')
    await expect(cloudsmith.packages.delete({ ...at, identifier: '..' })).rejects.toBeInstanceOf(InvalidRequestError)
    expect(sent).toEqual([])
  })
})

describe('sending again', () => {
  const busy = () => json(503, { detail: 'Busy.' })

  test('is done for a read, as often as the client or the call says', async () => {
    const { fetch, sent } = answering(busy())
    const cloudsmith = new Cloudsmith({ fetch, clock: jumpingClock(), retries: 2 })

    await expect(cloudsmith.packages.read(at)).rejects.toMatchObject({ attempts: 3 })
    await expect(cloudsmith.packages.read(at, { retries: 0 })).rejects.toMatchObject({ attempts: 1 })
    expect(sent).toHaveLength(4)
  })

  test('is done for a write only where the caller says that it is harmless', async () => {
    const { fetch, sent } = answering(busy(), busy(), json(200, { name: 'ms' }))
    const cloudsmith = new Cloudsmith({ fetch, clock: jumpingClock() })

    await expect(cloudsmith.packages.resync(at)).rejects.toMatchObject({ attempts: 1 })
    await cloudsmith.packages.resync(at, { idempotent: true })
    expect(sent).toHaveLength(3)
  })
})

test('every request is paced, those that are sent again included', async () => {
  const clock = jumpingClock()
  const told = { 'X-RateLimit-Limit': '9', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(start / 1000 + 40) }
  const { fetch, sent } = answering(json(429, { detail: 'Request was throttled.' }, told), json(200, { name: 'ms' }))
  const cloudsmith = new Cloudsmith({ fetch, clock })
  expect(cloudsmith.rateLimit).toBeUndefined()

  await cloudsmith.packages.read(at)

  expect(sent).toHaveLength(2)
  expect(clock.now()).toBe(start + 40_000)
  expect(cloudsmith.rateLimit).toMatchObject({ limit: 9, remaining: 0, resetAt: start + 40_000 })
})
