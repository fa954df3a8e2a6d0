import { afterEach, describe, expect, test, vi } from 'vitest'
import { jumpingClock } from '../../test/support/clock.ts'
import { deadAddress, sendJson, serve } from '../../test/support/server.ts'
import { answering, json } from '../../test/support/transport.ts'
import { Cloudsmith } from '../cloudsmith.ts'
import { ConnectionError, InvalidRequestError, ParseError } from '../errors/index.ts'

const path = { owner: 'acme', repo: 'dev', identifier: 'abc' }

afterEach(() => {
  vi.unstubAllGlobals()
})

test('a raw call gives data and response, with the credential sent', async () => {
  const { url, arrivals } = await serve((response) => sendJson(response, 200, { name: 'lodash' }))
  const { v1 } = new Cloudsmith({ baseUrl: url, apiKey: 'key', userAgent: 'promoter/1' })

  const { data, error, response } = await v1.GET('/packages/{owner}/{repo}/{identifier}/', { params: { path } })

  expect(data).toEqual({ name: 'lodash' })
  expect(error).toBeUndefined()
  expect(response.status).toBe(200)
  expect(arrivals).toMatchObject([
    {
      method: 'GET',
      url: '/packages/acme/dev/abc/',
      headers: { 'x-api-key': 'key', 'user-agent': expect.stringMatching(/^promoter\/1 /), accept: 'application/json' },
    },
  ])
})

test('arrays of a query go as the service reads them: as one text, or one by one', async () => {
  const { fetch, sent } = answering(json(200, []))
  const { v1, v2 } = new Cloudsmith({ fetch })

  await v1.GET('/packages/{owner}/', { params: { path: { owner: 'acme' }, query: { sort: ['name', '-date'] } } })
  const query = { created_after: '2026-01-01T00:00:00Z', package_format: ['NPM' as const, 'DEB' as const], page: 2 }
  await v2.GET('/workspaces/{workspace}/policies/decision-logs-v1/', { params: { path: { workspace: 'acme' }, query } })

  expect(sent.map(({ url }) => new URL(url).search)).toEqual([
    '?sort=name,-date',
    '?created_after=2026-01-01T00%3A00%3A00Z&page=2&package_format=NPM&package_format=DEB',
  ])
})

test('version 2 lives below /v2', async () => {
  const { fetch, sent } = answering(json(200, { results: [] }))
  const { v2 } = new Cloudsmith({ fetch })

  await v2.GET('/workspaces/{workspace}/policies/', { params: { path: { workspace: 'acme' } } })
  await v2.workspaces.policies.list({ owner: 'acme' })

  expect(sent.map(({ url }) => url)).toEqual(Array(2).fill('https://api.cloudsmith.io/v2/workspaces/acme/policies/'))
})

describe('a refusal always has an error', () => {
  test.each([{ 'Content-Length': '0' }, {}])('also one without a body: %j', async (headers) => {
    const { url } = await serve((response) => response.writeHead(429, 'Slow Down', headers).end())
    const { data, error, response } = await new Cloudsmith({ baseUrl: url, retries: 0 }).v1.GET('/formats/')

    expect(error).toEqual({ detail: 'Slow Down' })
    expect(data).toBeUndefined()
    expect(response.status).toBe(429)
  })

  test('the headers of which are still there', async () => {
    const { fetch } = answering(new Response(null, { status: 503, headers: { 'Retry-After': '9' } }))
    const { error, response } = await new Cloudsmith({ fetch, retries: 0 }).v1.GET('/formats/')

    expect(error).toEqual({ detail: 'HTTP 503' })
    expect(response.headers.get('Retry-After')).toBe('9')
  })

  test('a body of the service is left as it is', async () => {
    const { fetch } = answering(json(422, { detail: 'Invalid input.', fields: { name: ['Required.'] } }))
    const { error } = await new Cloudsmith({ fetch }).v1.GET('/formats/')

    expect(error).toEqual({ detail: 'Invalid input.', fields: { name: ['Required.'] } })
  })

  test('"not modified" is none', async () => {
    const { fetch } = answering(new Response(null, { status: 304 }))
    expect(await new Cloudsmith({ fetch }).v1.GET('/formats/')).toMatchObject({ response: { status: 304 } })
  })
})

test.each(['..', '', 'a/b', '%2e%2e'])('a value of %j in a path is refused before anything is sent', async (identifier) => {
  const { fetch, sent } = answering(json(200, {}))
  const call = new Cloudsmith({ fetch }).v1.DELETE('/packages/{owner}/{repo}/{identifier}/', {
    params: { path: { ...path, identifier } },
  })

  await expect(call).rejects.toBeInstanceOf(InvalidRequestError)
  expect(sent).toEqual([])
})

test.each<[string, Record<string, string>]>([
  ['of known length', { 'Content-Length': '13' }],
  ['of unknown length', {}],
])('a yes that is not JSON is an error that does not quote it: %s', async (_, headers) => {
  const { url } = await serve((response, _arrival, number) =>
    number === 1 ? response.writeHead(503).end() : response.writeHead(200, headers).end('s3cret <html>'),
  )
  const error = await new Cloudsmith({ baseUrl: url, clock: jumpingClock() }).v1
    .GET('/formats/')
    .catch((reason: unknown) => reason)

  expect(error).toBeInstanceOf(ParseError)
  expect(error).toMatchObject({ operation: 'GET /formats/', attempts: 2 })
  expect(error).not.toHaveProperty('cause')
  expect(String(error)).not.toContain('s3cret')
})

test('the same text is no error for who asks for text', async () => {
  const { fetch } = answering(new Response('<html>'))
  expect(await new Cloudsmith({ fetch }).v1.GET('/formats/', { parseAs: 'text' })).toMatchObject({ data: '<html>' })
})

test.each([undefined, {}, { params: {} }])('values that are missing from a path are told by name: %j', async (init) => {
  const { fetch, sent } = answering(json(200, {}))
  const { v1 } = new Cloudsmith({ fetch })

  await expect(v1.GET('/packages/{owner}/{repo}/', init as never)).rejects.toThrow('owner is missing')
  await expect(v1.request('get', '/packages/{owner}/{repo}/', init as never)).rejects.toThrow('owner is missing')
  expect(sent).toEqual([])
})

describe('a body of bytes is sent as it is', () => {
  const bytes = new Uint8Array([0, 123, 255])

  test.each<[string, unknown]>([
    ['Uint8Array', bytes],
    ['ArrayBuffer', bytes.buffer],
    ['Blob', new Blob([bytes])],
  ])('%s', async (_, body) => {
    const { fetch, sent } = answering(json(200, {}))
    // The types describe JSON bodies; sending bytes needs a cast.
    await new Cloudsmith({ fetch }).v1.POST('/files/{owner}/{repo}/', {
      params: { path },
      body: body as never,
      headers: { 'Content-Type': 'application/octet-stream' },
    })

    expect(new Uint8Array((await sent[0]?.arrayBuffer()) ?? [])).toEqual(bytes)
    expect(sent[0]?.headers.get('Content-Type')).toBe('application/octet-stream')
  })

  test('and an object is JSON', async () => {
    const { fetch, sent } = answering(json(200, {}))
    await new Cloudsmith({ fetch }).v1.POST('/files/{owner}/{repo}/', {
      params: { path },
      body: { filename: 'a.tgz', method: 'put' },
    })

    expect(await sent[0]?.json()).toEqual({ filename: 'a.tgz', method: 'put' })
    expect(sent[0]?.headers.get('Content-Type')).toBe('application/json')
  })
})

test('a fetch that is put in place after the client was made is used', async () => {
  const cloudsmith = new Cloudsmith()
  const { fetch, sent } = answering(json(200, []))
  vi.stubGlobal('fetch', fetch)

  await cloudsmith.v1.GET('/formats/')
  await cloudsmith.formats.list()

  expect(sent).toHaveLength(2)
})

test('no answer at all is thrown, and names the address that was asked', async () => {
  const call = new Cloudsmith({ baseUrl: await deadAddress(), retries: 0 }).v1.GET('/formats/')

  await expect(call).rejects.toBeInstanceOf(ConnectionError)
  await expect(call).rejects.toMatchObject({ operation: 'GET /formats/' })
})

test('a signal aborts a raw call', async () => {
  const controller = new AbortController()
  const { url } = await serve(() => controller.abort('enough'))

  await expect(new Cloudsmith({ baseUrl: url }).v1.GET('/formats/', { signal: controller.signal })).rejects.toMatchObject({
    name: 'AbortError',
    cause: 'enough',
  })
})

test('a credential stays at home when a call is sent elsewhere', async () => {
  const { fetch, sent } = answering(json(200, []))
  await new Cloudsmith({ fetch, apiKey: 'key' }).v1.GET('/formats/', { baseUrl: 'https://evil.example' })

  expect(sent[0]?.url).toBe('https://evil.example/formats/')
  expect(sent[0]?.headers.has('X-Api-Key')).toBe(false)
})
