import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { jumpingClock, start } from '../../test/support/clock.ts'
import { type Handler, sendJson, serve } from '../../test/support/server.ts'
import { CloudsmithError } from '../errors/index.ts'
import { createCloudsmith } from './create-cloudsmith.ts'
import { findCredentials } from './find-credentials.ts'
import { jwt, testMachine } from './test-machine.ts'

const job = 's3cret-of-the-job'
const identity = jwt(undefined, 's3cret-identity')
const token = jwt(start + 7_200_000, 's3cret-token')
const secrets = [job, identity, token]

/** Every string that can be reached from a value, and the output of every way to print it. */
function textsOf(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === 'string') return [value]
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return []
  seen.add(value)
  const own = Reflect.ownKeys(value).flatMap((key) => textsOf(Reflect.get(value, key), seen))
  return [String(value), JSON.stringify(value) ?? '', inspect(value, { depth: 20, showHidden: true }), ...own]
}

function expectNoSecret(value: unknown): void {
  const texts = textsOf(value)
  expect(secrets.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([])
}

test('the search finds a secret wherever it hides', () => {
  for (const secret of secrets) {
    expect(() => expectNoSecret(new Error('x', { cause: Object.defineProperty({}, 'key', { value: secret }) }))).toThrow()
  }
  expectNoSecret(new Error('x'))
})

const exchange: Handler = (response) => sendJson(response, 201, { token })
const refuse: Handler = (response) => sendJson(response, 401, { detail: 'No.' })

/** Responses that repeat whatever was sent, as careless services do. */
const echo: Handler = (response, { headers, body }) =>
  sendJson(response, 422, {
    detail: `${headers.authorization ?? headers['x-api-key']} ${body}`,
    fields: { oidc_token: [body] },
  })

test.each<[string, { ci?: Handler; openid?: Handler; api?: Handler; variable?: string }]>([
  ['the build system refuses', { ci: refuse }],
  ['the build system repeats the request', { ci: echo }],
  ['the build system redirects', { ci: (response) => response.writeHead(302, { Location: `/?${job}` }).end() }],
  ['the build system breaks off', { ci: (response) => response.destroy() }],
  ['the build system gives half a token', { ci: (response) => response.end(`{"value": "${identity}`) }],
  ['the build system gives a token with a line break', { ci: (response) => sendJson(response, 200, { value: `${identity}\n` }) }],
  ['the variable cannot be sent', { variable: `${job}\n${job}` }],
  ['the exchange is refused', { openid: refuse }],
  ['the exchange repeats the request', { openid: echo }],
  ['the exchange redirects', { openid: (response) => response.writeHead(302, { Location: 'https://evil.example/' }).end() }],
  ['the exchange breaks off', { openid: (response) => response.destroy() }],
  ['the exchange gives half a token', { openid: (response) => response.writeHead(201).end(`{"token": "${token}`) }],
  ['the exchange gives a token with a line break', { openid: (response) => sendJson(response, 201, { token: `${token}\n` }) }],
  ['the call is refused', { api: refuse }],
  ['the call breaks off', { api: (response) => response.destroy() }],
  ['the next exchange is refused', { api: refuse, openid: (r, a, n) => (n === 2 ? exchange(r, a, n) : refuse(r, a, n)) }],
])('no token is in any error where %s', async (_, { ci, openid, api, variable }) => {
  const { url, arrivals } = await serve((response, arrival, number) => {
    if (arrival.url.startsWith('/ci')) return (ci ?? ((r) => sendJson(r, 200, { value: identity })))(response, arrival, number)
    if (arrival.url.startsWith('/openid/')) return (openid ?? exchange)(response, arrival, number)
    return (api ?? refuse)(response, arrival, number)
  })
  const machine = testMachine({
    CLOUDSMITH_ORG: 'acme',
    CLOUDSMITH_SERVICE_SLUG: 'deployer',
    GITHUB_ACTIONS: 'true',
    ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/ci`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: variable ?? job,
  })
  const options = { ...machine, baseUrl: url, clock: jumpingClock(), retries: 1 }
  const error = await createCloudsmith(options)
    .user.self()
    .catch((reason: unknown) => reason)

  expect(error).toBeInstanceOf(CloudsmithError)
  expectNoSecret(error)
  if (variable === undefined) expect(arrivals[0]?.headers.authorization).toBe(`Bearer ${job}`)
  // Printing the result must not reveal environment variables.
  expectNoSecret(findCredentials(options))
})
