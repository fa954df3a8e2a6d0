import { describe, expect, test } from 'vitest'
import { jumpingClock } from '../test/support/clock.ts'
import { expectNoSecret as expectNone } from '../test/support/no-secret.ts'
import { deadAddress, type Handler, sendJson, serve } from '../test/support/server.ts'
import { Cloudsmith } from './cloudsmith.ts'
import { CloudsmithError } from './errors/index.ts'
import type { CloudsmithOptions } from './options.ts'

const secret = 'k3y-that-nobody-may-read'
const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }

const expectNoSecret = (value: unknown) => expectNone(value, secret)

test('the search finds a secret wherever it hides', () => {
  const hidden = new Error('x', { cause: new Error('y', { cause: Object.defineProperty({}, 'key', { value: secret }) }) })

  expect(() => expectNoSecret(hidden)).toThrow()
  expect(() => expectNoSecret(new Error(`x ${secret}`))).toThrow()
  expect(() => expectNoSecret({ request: { headers: new Headers({ 'X-Api-Key': secret }) } })).toThrow()
  expectNoSecret(new Error('x'))
})

const refusing =
  (status: number): Handler =>
  (response) =>
    sendJson(response, status, { detail: 'No.', fields: { name: ['Bad.'] } }, status === 429 ? { 'Retry-After': '1' } : {})

const paths: [string, Handler][] = [
  ...[400, 401, 402, 403, 404, 409, 422, 429, 500, 503].map((status): [string, Handler] => [`a ${status}`, refusing(status)]),
  ['an empty refusal', (response) => response.writeHead(429).end()],
  ['a refusal in HTML', (response) => response.writeHead(502, { 'Content-Type': 'text/html' }).end('<title>Bad Gateway</title>')],
  ['a connection that breaks', (response) => response.destroy()],
  [
    'a body that breaks off',
    (response) => response.writeHead(200, { 'Content-Length': '99' }).write('{"a":', () => response.destroy()),
  ],
  ['silence', () => {}],
  ['a yes that is not JSON', (response) => response.end('<html>')],
  ['a redirect to elsewhere', (response) => response.writeHead(302, { Location: 'https://evil.example/' }).end()],
  ['a redirect in a circle', (response, arrival) => response.writeHead(302, { Location: arrival.url }).end()],
]

describe.each<[string, CloudsmithOptions]>([
  ['an API key', { apiKey: secret }],
  ['an access token', { accessToken: secret }],
  ['a function that gives a key', { apiKey: async () => secret }],
])('%s is in no error', (_, credential) => {
  test.each(paths)('on %s', async (name, handler) => {
    const { url, arrivals } = await serve(handler)
    const timeout = name === 'silence' ? 30 : 30_000
    const cloudsmith = new Cloudsmith({ baseUrl: url, ...credential, clock: jumpingClock(), timeout, retries: 1 })
    const errors = await Promise.all([
      cloudsmith.packages.read(at).catch((error: unknown) => error),
      cloudsmith.packages.copy({ ...at, destination: 'staging' }).catch((error: unknown) => error),
      cloudsmith.packages.list(at).catch((error: unknown) => error),
    ])

    for (const error of errors) {
      expect(error).toBeInstanceOf(CloudsmithError)
      expectNoSecret(error)
    }
    // A timeout may happen before the request has arrived.
    if (name !== 'silence') expect(arrivals.length).toBeGreaterThanOrEqual(3)
    for (const { headers, url: address } of arrivals) {
      expect([headers['x-api-key'], headers.authorization]).toContain(headers.authorization ? `Bearer ${secret}` : secret)
      expect(address).not.toContain(secret)
    }
  })

  test('when nothing listens, and when the caller aborts', async () => {
    const cloudsmith = new Cloudsmith({ baseUrl: await deadAddress(), ...credential, clock: jumpingClock() })

    expectNoSecret(await cloudsmith.packages.read(at).catch((error: unknown) => error))
    expectNoSecret(await cloudsmith.packages.read(at, { signal: AbortSignal.abort() }).catch((error: unknown) => error))
  })

  test('nor in the client itself', () => {
    const cloudsmith = new Cloudsmith(credential)
    expectNoSecret(cloudsmith)
    expectNoSecret(cloudsmith.v1)
  })
})

test.each([`${secret}\n`, `${secret}\r\nX-Evil: yes`, ` ${secret}`, `${secret}ü`])(
  'a key that cannot be sent is refused without being shown',
  async (key) => {
    const { url, arrivals } = await serve((response) => sendJson(response, 200, {}))
    const errors: unknown[] = []
    for (const name of ['apiKey', 'accessToken']) {
      try {
        new Cloudsmith({ [name]: key })
      } catch (error) {
        errors.push(error)
      }
      errors.push(await new Cloudsmith({ baseUrl: url, [name]: () => key }).packages.read(at).catch((error: unknown) => error))
    }
    errors.push(
      await new Cloudsmith({ baseUrl: url }).formats
        .list({ headers: { 'X-Api-Key': `${secret}\0` } })
        .catch((error: unknown) => error),
    )

    expect(errors).toHaveLength(5)
    for (const error of errors) {
      expect(error).toMatchObject({ name: 'InvalidRequestError' })
      expectNoSecret(error)
    }
    expect(arrivals).toEqual([])
  },
)

test.each([`{"token": "${secret}"} trailing`, `${secret}`, `{"token": "${secret}`])(
  'a key that the service answers with is not quoted where the answer cannot be read',
  async (body) => {
    const { url } = await serve((response) => response.end(body))
    const error: unknown = await new Cloudsmith({ baseUrl: url }).user
      .signIn({ email: 'dev@acme.example', password: 'x' })
      .catch((reason: unknown) => reason)

    expect(error).toMatchObject({ name: 'ParseError' })
    expectNoSecret(error)
  },
)

test('middleware of a raw client does not see the key', async () => {
  const { url } = await serve((response) => sendJson(response, 200, []))
  const { v1 } = new Cloudsmith({ baseUrl: url, apiKey: secret, retries: 0 })
  const seen: unknown[] = []
  const watching = {
    onRequest: ({ request }: { request: Request }) => void seen.push(request.headers),
    onResponse: ({ request }: { request: Request }) => void seen.push(request.headers),
  }

  await v1.GET('/formats/', { middleware: [watching] })

  expect(seen).toHaveLength(2)
  expectNoSecret(seen)
})
