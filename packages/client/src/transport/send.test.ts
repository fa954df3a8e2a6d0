import { expect, onTestFinished, test, vi } from 'vitest'
import { serve } from '../../test/support/server.ts'
import { json } from '../../test/support/transport.ts'
import { Cloudsmith } from '../cloudsmith.ts'
import type { FetchLike } from './send.ts'

test.each<[string, FetchLike]>([
  ['is the platform’s', fetch],
  ['takes a request and what is beside it', (request, init) => fetch(request, init)],
  ['passes on whatever it is called with', (...given) => fetch(...given)],
  ['takes a request alone', (request) => fetch(request)],
])('a timeout ends the connection, not only the wait, where fetch %s', async (_, given) => {
  let left = false
  const { url } = await serve((response) => {
    response.on('close', () => {
      left = true
    })
  })
  const cloudsmith = new Cloudsmith({ baseUrl: url, fetch: given, timeout: 30, retries: 0 })
  await expect(cloudsmith.formats.list()).rejects.toMatchObject({ name: 'TimeoutError' })
  await expect.poll(() => left).toBe(true)
})

test.each<[string, (seen: Request[]) => FetchLike]>([
  ['with a request and what is beside it', (seen) => async (request, _init) => json(200, { seen: seen.push(request) })],
  ['with a request alone', (seen) => async (request) => json(200, { seen: seen.push(request) })],
])('a redirect is never left to a fetch that is called %s', async (_, makeFetch) => {
  const seen: Request[] = []
  await new Cloudsmith({ fetch: makeFetch(seen) }).packages.read({ owner: 'acme', repo: 'dev', identifier: 'abc' })
  expect(seen.map(({ redirect }) => redirect)).toEqual(['manual'])
})

test('a fetch of two parameters is told that there is no window, so that Node keeps no copy of a large body', async () => {
  const inits: RequestInit[] = []
  const cloudsmith = new Cloudsmith({ fetch: async (_request, init) => json(200, { seen: inits.push(init) }) })
  await cloudsmith.packages.read({ owner: 'acme', repo: 'dev', identifier: 'abc' })
  expect(inits).toEqual([{ signal: expect.any(AbortSignal), window: null }])
})

test('one request is made for each time that it is sent', async () => {
  const made = vi.fn()
  const Platform = globalThis.Request
  class Counted extends Platform {
    constructor(...given: ConstructorParameters<typeof Request>) {
      super(...given)
      made()
    }
  }
  vi.stubGlobal('Request', Counted)
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
  const cloudsmith = new Cloudsmith({ apiKey: 'key', fetch: async (_request) => json(200, { name: 'ms' }) })
  await cloudsmith.packages.copy({ owner: 'acme', repo: 'dev', identifier: 'abc', destination: 'staging' })
  expect(made).toHaveBeenCalledTimes(1)
})
