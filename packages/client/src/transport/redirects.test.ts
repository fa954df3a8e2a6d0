import { describe, expect, test } from 'vitest'
import { type Arrival, sendJson, serve } from '../../test/support/server.ts'
import { Cloudsmith } from '../cloudsmith.ts'
import { RedirectError } from '../errors/index.ts'
import type { FetchLike } from './send.ts'

const apiKey = 'key-that-must-not-travel'

const client = (baseUrl: string) => new Cloudsmith({ baseUrl, apiKey, retries: 3 })
const keysIn = (arrivals: readonly Arrival[]) => arrivals.map(({ headers }) => headers['x-api-key'])

describe.each([301, 302, 303, 307, 308])('a redirect with %i', (status) => {
  test('inside the origin is followed for a GET, with the credential', async () => {
    const { url, arrivals } = await serve((response, arrival) => {
      if (arrival.url.startsWith('/moved/')) sendJson(response, 200, { name: 'lodash' })
      else response.writeHead(status, { Location: `/moved${arrival.url}` }).end()
    })

    await expect(client(url).packages.read({ owner: 'acme', repo: 'dev', identifier: 'abc' })).resolves.toEqual({
      name: 'lodash',
    })

    expect(arrivals.map((arrival) => arrival.url)).toEqual(['/packages/acme/dev/abc/', '/moved/packages/acme/dev/abc/'])
    expect(keysIn(arrivals)).toEqual([apiKey, apiKey])
  })

  test('to another server is refused: that one hears nothing, the first is asked once', async () => {
    const other = await serve((response) => sendJson(response, 200, {}))
    const own = await serve((response) => response.writeHead(status, { Location: `${other.url}/packages/?token=x` }).end())

    const error = await client(own.url)
      .packages.read({ owner: 'acme', repo: 'dev', identifier: 'abc' })
      .catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(RedirectError)
    expect((error as Error).message).toBe(
      `Cloudsmith redirected packages.read acme/dev/abc to ${other.url}/packages/: the credential was not sent there, because it is neither the host of baseUrl nor a trusted host: set trustedHosts: ["${new URL(other.url).host}"] if it may receive the credential. Check baseUrl.`,
    )
    expect(other.arrivals).toEqual([])
    expect(own.arrivals).toHaveLength(1)
  })

  test('of a POST is refused, even inside the origin', async () => {
    const { url, arrivals } = await serve((response, arrival) =>
      response.writeHead(status, { Location: `/moved${arrival.url}` }).end(),
    )

    const call = client(url).packages.copy({ owner: 'acme', repo: 'dev', identifier: 'abc', destination: 'staging' })

    await expect(call).rejects.toThrow('a POST is not repeated. Check baseUrl.')
    expect(arrivals.map(({ method }) => method)).toEqual(['POST'])
  })
})

describe('another origin is one that differs in any of its parts', () => {
  /** A service that seems to use https: its requests are sent to a server on loopback. */
  async function secure(location: string) {
    const own = await serve((response) => response.writeHead(302, { Location: location }).end())
    const there: FetchLike = ({ url, headers, redirect }, init) =>
      fetch(url.replace('https://service.test', own.url), { ...init, headers, redirect })
    const cloudsmith = new Cloudsmith({ baseUrl: 'https://service.test', apiKey, fetch: there })
    return { ...own, call: cloudsmith.formats.list() }
  }

  test.each([
    ['http', 'http://service.test/formats/', 'does not use https'],
    ['another port', 'https://service.test:8443/formats/', 'neither the host of baseUrl nor a trusted host'],
    ['a host below it', 'https://evil.service.test/formats/', 'neither the host of baseUrl nor a trusted host'],
    ['no scheme', '//evil.test/formats/', 'neither the host of baseUrl nor a trusted host'],
  ])('%s', async (_, location, reason) => {
    const { call, arrivals } = await secure(location)
    await expect(call).rejects.toBeInstanceOf(RedirectError)
    await expect(call).rejects.toThrow(reason)
    expect(arrivals).toHaveLength(1)
  })
})

test('the names that a machine has for itself are one place: the redirect is followed, with the key', async () => {
  const { url, arrivals } = await serve((response, arrival) => {
    if (arrival.url === '/formats/')
      response.writeHead(302, { Location: `${url.replace('127.0.0.1', 'localhost')}/moved/` }).end()
    else sendJson(response, 200, [])
  })
  await client(url).formats.list()
  expect(keysIn(arrivals)).toEqual([apiKey, apiKey])
})

test('a host that the caller trusts gets the key along with the redirect, and any other a call without one does not follow either', async () => {
  const other = await serve((response) => sendJson(response, 200, []))
  const own = await serve((response) => response.writeHead(302, { Location: `${other.url}/formats/` }).end())
  const trustedHosts = [new URL(other.url).host]
  await new Cloudsmith({ baseUrl: own.url, apiKey, trustedHosts, retries: 0 }).formats.list()
  expect(keysIn(other.arrivals)).toEqual([apiKey])

  await expect(new Cloudsmith({ baseUrl: own.url, retries: 0 }).formats.list()).rejects.toBeInstanceOf(RedirectError)
  expect(other.arrivals).toHaveLength(1)
})

test.each([300, 304, 305, 306])('a %i is no redirect, whatever address it holds', async (status) => {
  const other = await serve((response) => sendJson(response, 200, []))
  const own = await serve((response) => response.writeHead(status, { Location: other.url }).end())

  await expect(client(own.url).formats.list()).rejects.toMatchObject({ name: 'ApiError', status })
  expect(other.arrivals).toEqual([])
})

test('a circle is left after five redirects', async () => {
  const { url, arrivals } = await serve((response, arrival) => response.writeHead(302, { Location: arrival.url }).end())

  await expect(client(url).formats.list()).rejects.toThrow('that is more than 5 redirects.')
  expect(arrivals).toHaveLength(6)
})

test('an address with a user name is not followed', async () => {
  const { url } = await serve((response) => response.writeHead(302, { Location: `${url.replace('//', '//root:x@')}/` }).end())

  await expect(client(url).formats.list()).rejects.toThrow('the URL contains a user name.')
})

test.each([{}, { Location: 'http://[' }])('a redirect to nowhere is a refusal: %j', async (headers) => {
  const { url } = await serve((response) => response.writeHead(302, headers as Record<string, string>).end())

  await expect(client(url).formats.list()).rejects.toMatchObject({ name: 'ApiError', status: 302 })
})

test('a raw call follows the same rules', async () => {
  const other = await serve((response) => sendJson(response, 200, {}))
  const own = await serve((response) => response.writeHead(307, { Location: other.url }).end())

  await expect(client(own.url).v1.GET('/formats/')).rejects.toBeInstanceOf(RedirectError)
  expect(other.arrivals).toEqual([])
})
