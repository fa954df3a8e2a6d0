import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { jumpingClock, standingClock, start } from '../../test/support/clock.ts'
import { type Handler, sendJson, serve } from '../../test/support/server.ts'
import { AuthenticationError, CloudsmithError } from '../errors/index.ts'
import type { Clock } from '../transport/transport.ts'
import { createCloudsmith } from './create-cloudsmith.ts'
import { IdentityError } from './errors.ts'
import { files, jwt, testMachine } from './test-machine.ts'

const hour = 3_600_000

/**
 * A service that issues a new token at every exchange, valid for two hours or until it is revoked, and refuses all others.
 */
async function story<Time extends Clock>(clock: Time) {
  const issued: string[] = []
  const revoked = new Set<string>()
  const { url, arrivals } = await serve((response, { url: path, headers }) => {
    if (path.startsWith('/openid/')) {
      const token = jwt(clock.now() + 2 * hour, `token ${issued.length}`)
      issued.push(token)
      return sendJson(response, 201, { token })
    }
    const key = String(headers['x-api-key'])
    if (!issued.includes(key) || revoked.has(key)) return sendJson(response, 401, { detail: 'Invalid token.' })
    sendJson(response, 200, { slug: 'deployer' })
  })
  const machine = testMachine({ CLOUDSMITH_ORG: 'acme', CLOUDSMITH_SERVICE_SLUG: 'deployer', CLOUDSMITH_OIDC_TOKEN: 'identity' })
  const cloudsmith = createCloudsmith({ ...machine, baseUrl: url, clock })
  return {
    cloudsmith,
    clock,
    issued,
    revoked,
    arrivals,
    calls: () => arrivals.filter((arrival) => arrival.url === '/user/self/'),
  }
}

describe('a client that acts as a service account', () => {
  test('exchanges once for a hundred calls that start at once', async () => {
    const { cloudsmith, issued, calls } = await story(jumpingClock())
    await Promise.all(Array.from({ length: 100 }, () => cloudsmith.user.self()))

    expect(issued.length).toBe(1)
    expect(calls().length).toBe(100)
  })

  test('gets the next token before the last expires', async () => {
    const { cloudsmith, clock, issued, calls } = await story(standingClock())
    await cloudsmith.user.self()
    await clock.advance(2 * hour - 60_001)
    await cloudsmith.user.self()
    expect(issued.length).toBe(1)
    await clock.advance(1)
    await cloudsmith.user.self()

    expect(issued.length).toBe(2)
    expect(calls().map(({ headers }) => headers['x-api-key'])).toEqual([issued[0], issued[0], issued[1]])
  })

  test('replaces a token that was revoked, and sends the call again with its body', async () => {
    const { cloudsmith, issued, revoked, arrivals } = await story(standingClock())
    await cloudsmith.user.self()
    revoked.add(issued[0] ?? '')
    await cloudsmith.packages.copy({ owner: 'acme', repo: 'dev', identifier: 'abc', destination: 'staging' })

    expect(issued.length).toBe(2)
    const copies = arrivals.filter(({ url }) => url.endsWith('/copy/'))
    expect(copies.map(({ headers }) => headers['x-api-key'])).toEqual(issued)
    expect(copies.map(({ body }) => JSON.parse(body))).toEqual([{ destination: 'staging' }, { destination: 'staging' }])
  })

  test('replaces it once where many calls find it revoked', async () => {
    const { cloudsmith, issued, revoked } = await story(jumpingClock())
    await cloudsmith.user.self()
    revoked.add(issued[0] ?? '')
    await Promise.all(Array.from({ length: 20 }, () => cloudsmith.user.self()))

    expect(issued.length).toBe(2)
  })

  test('gives up where the next token is refused as well', async () => {
    const { cloudsmith, issued, revoked, calls } = await story(standingClock())
    revoked.add(jwt(start + 2 * hour, 'token 0')).add(jwt(start + 2 * hour, 'token 1'))

    await expect(cloudsmith.user.self()).rejects.toBeInstanceOf(AuthenticationError)
    expect(issued.length).toBe(2)
    expect(calls().length).toBe(2)
  })
})

test('a key that is refused is not sent again: there is no other', async () => {
  const { url, arrivals } = await serve((response) => sendJson(response, 401, { detail: 'Invalid token.' }))
  const machine = testMachine()
  machine.write(files.home, '[default]\napi_key = of-the-file\n')

  await expect(createCloudsmith({ ...machine, baseUrl: url }).user.self()).rejects.toBeInstanceOf(AuthenticationError)
  expect(arrivals).toMatchObject([{ headers: { 'x-api-key': 'of-the-file' } }])
})

test('what is given is used as it is, and without a credential calls are made without one', async () => {
  const { url, arrivals } = await serve((response) => sendJson(response, 200, { name: 'ms' }))
  const machine = testMachine({ CLOUDSMITH_API_HOST: `${url}/v1/` })
  await createCloudsmith({ ...machine, apiKey: 'given' }).user.self()
  await createCloudsmith({ ...machine, accessToken: () => 'of-sso' }).user.self()
  await createCloudsmith(machine).user.self()

  expect(arrivals.map(({ headers }) => [headers['x-api-key'], headers.authorization])).toEqual([
    ['given', undefined],
    [undefined, 'Bearer of-sso'],
    [undefined, undefined],
  ])
  expect(arrivals.every((arrival) => arrival.url === '/user/self/')).toBe(true)
})

describe('an exchange that fails', () => {
  async function failing(handler: Handler): Promise<{ error: unknown; arrivals: readonly unknown[] }> {
    const { url, arrivals } = await serve(handler)
    const machine = testMachine({ CLOUDSMITH_ORG: 'acme', CLOUDSMITH_SERVICE_SLUG: 'ci', CLOUDSMITH_OIDC_TOKEN: 'identity' })
    const cloudsmith = createCloudsmith({ ...machine, baseUrl: url, clock: jumpingClock(), retries: 1 })
    return { error: await cloudsmith.user.self().catch((error: unknown) => error), arrivals }
  }

  test('says what the service said and what to check', async () => {
    const { error, arrivals } = await failing((response) => sendJson(response, 401, { detail: 'Nope.' }))

    expect(error).toBeInstanceOf(IdentityError)
    expect(error).toBeInstanceOf(CloudsmithError)
    expect(String(error)).toBe(
      'IdentityError: Cloudsmith issued no token for the service account ci of acme to the identity from CLOUDSMITH_OIDC_TOKEN ' +
        "(401: Nope.). Check the slugs, and that the workspace's OpenID Connect settings name this issuer, its claims and the " +
        'service account.',
    )
    expect(arrivals.length).toBe(1)
  })

  test.each<[string, Handler, number, RegExp]>([
    ['a service that is busy is asked again', (response) => response.writeHead(503).end(), 2, /\(503: Service Unavailable\)/],
    ['a redirect is not followed', (response) => response.writeHead(307, { Location: '/x' }).end(), 1, /a POST is not repeated/],
    ['an answer without a token', (response) => sendJson(response, 201, {}), 1, /issued no token.*without fields/],
    ['a token that no header can hold', (response) => sendJson(response, 201, { token: 'a\nb' }), 1, /returned no token/],
    ['an empty answer', (response) => response.writeHead(204).end(), 1, /issued no token|no token/],
  ])('%s', async (_, handler, times, words) => {
    const { error, arrivals } = await failing(handler)

    expect(error).toBeInstanceOf(IdentityError)
    expect(String(error)).toMatch(words)
    expect(arrivals.length).toBe(times)
  })
})

test('a search that was told of another environment finds nothing in that of the process', async () => {
  const { url, arrivals } = await serve((response) => sendJson(response, 200, { slug: 'someone' }))
  vi.stubEnv('CLOUDSMITH_API_KEY', 'of-the-process')
  vi.stubEnv('CLOUDSMITH_API_HOST', 'https://of.the.process')
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  const machine = testMachine({ CLOUDSMITH_API_KEY: 'of-the-machine' })
  await createCloudsmith({ ...testMachine(), baseUrl: url }).user.self()
  await createCloudsmith({ ...machine, baseUrl: url, apiKey: null }).user.self()
  const asked: string[] = []
  const fetch = async (request: Request) => {
    asked.push(`${request.url} ${request.headers.get('x-api-key')}`)
    return Response.json({ slug: 'someone' })
  }
  await createCloudsmith({ ...machine, fetch }).user.self()

  expect(arrivals.map(({ headers }) => headers['x-api-key'])).toEqual([undefined, undefined])
  expect(asked).toEqual(['https://api.cloudsmith.io/user/self/ of-the-machine'])
})
