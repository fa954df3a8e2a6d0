import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sendJson, serve } from '../test/support/server.ts'
import { Cloudsmith } from './cloudsmith.ts'
import { AuthenticationError, InvalidRequestError, NotFoundError, PermissionError } from './errors/index.ts'
import type { CloudsmithOptions } from './options.ts'

/** A service that returns the credential it received. */
async function story(status = 200) {
  const { url, arrivals } = await serve((response) => sendJson(response, status, { detail: 'No.' }))
  const asked = () => arrivals.map(({ headers }) => headers['x-api-key'] ?? headers.authorization)
  const call = (options: CloudsmithOptions) => new Cloudsmith({ baseUrl: url, ...options }).user.self()
  return { url, asked, call }
}

beforeEach(() => {
  vi.stubEnv('CLOUDSMITH_API_KEY', 'of-the-environment')
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('CLOUDSMITH_API_KEY', () => {
  test('is the key of a client that is given none', async () => {
    const { asked, call } = await story()
    await call({})
    await call({ apiKey: undefined, accessToken: undefined })

    expect(asked()).toEqual(['of-the-environment', 'of-the-environment'])
  })

  test('is not asked for where a credential is given, or none is wanted', async () => {
    const { asked, call } = await story()
    await call({ apiKey: 'given' })
    await call({ accessToken: 'of-sso' })
    await call({ apiKey: null })

    expect(asked()).toEqual(['given', 'Bearer of-sso', undefined])
  })

  test('that is empty is none', async () => {
    const { asked, call } = await story()
    vi.stubEnv('CLOUDSMITH_API_KEY', ' \n')
    await call({})

    expect(asked()).toEqual([undefined])
  })

  test('that cannot be sent is named, and not shown', () => {
    vi.stubEnv('CLOUDSMITH_API_KEY', 'two words')

    expect(() => new Cloudsmith()).toThrow(InvalidRequestError)
    expect(() => new Cloudsmith()).toThrow(/^CLOUDSMITH_API_KEY contains white space/)
    expect(() => new Cloudsmith()).not.toThrow(/two words/)
    expect(() => new Cloudsmith({ apiKey: null })).not.toThrow()
  })

  test('is read when the client is made, and goes to no other origin than its own', async () => {
    const elsewhere = await story()
    const { url } = await serve((response) => response.writeHead(302, { Location: `${elsewhere.url}/user/self/` }).end())
    const cloudsmith = new Cloudsmith({ baseUrl: url })
    vi.stubEnv('CLOUDSMITH_API_KEY', 'another')

    await expect(cloudsmith.user.self()).rejects.toThrow()
    expect(elsewhere.asked()).toEqual([])
  })
})

describe('CLOUDSMITH_API_HOST', () => {
  test('is where the service is, unless the caller says', async () => {
    const [named, given] = [await story(), await story()]
    vi.stubEnv('CLOUDSMITH_API_HOST', `${named.url}/v1/`)
    await new Cloudsmith().user.self()
    await new Cloudsmith({ baseUrl: given.url }).user.self()

    expect(named.asked()).toEqual(['of-the-environment'])
    expect(given.asked()).toEqual(['of-the-environment'])
  })

  test('may be a bare host, as the command line takes it', async () => {
    vi.stubEnv('CLOUDSMITH_API_HOST', 'api.acme.example')
    const asked: string[] = []
    const fetch = async ({ url }: Request) => {
      asked.push(url)
      return Response.json({ slug: 'someone' })
    }
    await new Cloudsmith({ fetch }).user.self()

    expect(asked).toEqual(['https://api.acme.example/user/self/'])
  })

  test.each([
    ['http://api.acme.example', /^CLOUDSMITH_API_HOST must be https/],
    ['https://', /^CLOUDSMITH_API_HOST is not a URL/],
  ])('%s is refused by its own name', (host, message) => {
    vi.stubEnv('CLOUDSMITH_API_HOST', host)

    expect(() => new Cloudsmith()).toThrow(message)
  })
})

describe('an anonymous client that is refused', () => {
  test.each([
    [401, AuthenticationError],
    [403, PermissionError],
    [404, NotFoundError],
  ])('with %i says that it is anonymous, and how to give it a key', async (status, ErrorClass) => {
    const { call } = await story(status)
    const error = await call({ apiKey: null }).catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(ErrorClass)
    expect(String(error)).toContain('anonymous')
    expect(String(error)).toContain('No.')
    expect(String(error)).toContain('Set CLOUDSMITH_API_KEY, pass { apiKey }')
    expect(String(error)).not.toContain('credential lacks')
  })

  test.each([401, 403, 404])('with %i is told apart from one that has a key', async (status) => {
    const { call } = await story(status)

    await expect(call({ apiKey: 'key' })).rejects.not.toThrow('anonymous')
  })
})
