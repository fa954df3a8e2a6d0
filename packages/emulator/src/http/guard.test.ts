import { afterEach, expect, test } from 'vitest'
import { type RawRequest, rawRequest } from '../../test/raw-request.ts'
import { conformingEmulator } from '../../test/story.ts'
import { type EmulatorServer, type ServeOptions, serve } from '../server.ts'

const key = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }

let server: EmulatorServer | undefined
afterEach(() => server?.close())

/** A running server, and a client that sends requests under any host name. */
async function served(options?: ServeOptions) {
  const emulator = conformingEmulator()
  server = await serve(emulator, options)
  const { port } = new URL(server.url)
  return {
    emulator,
    port,
    ask: (host: string, path = '/repos/acme/dev/', init: RawRequest = {}) =>
      rawRequest(`http://127.0.0.1:${port}${path}`, { ...init, headers: { ...key, ...init.headers, Host: host } }),
  }
}

test.each(['127.0.0.1', '127.0.0.2', 'localhost', 'LOCALHOST', 'team.localhost', '[::1]', 'api.cloudsmith.io'])(
  'at %s it answers on any port',
  async (host) => {
    const { ask } = await served()
    expect((await ask(host)).status).toBe(200)
    expect((await ask(`${host}:9999`)).status).toBe(200)
  },
)

test('a page that makes a name of its own lead here reads nothing and changes nothing', async () => {
  const { emulator, ask, port } = await served()
  for (const path of ['/repos/acme/dev/', '/_emulator/state', '/_emulator/']) {
    const { status, body } = await ask(`evil.example:${port}`, path)
    expect(status).toBe(403)
    expect(body.detail).toBe(
      'The emulator does not answer to the host evil.example. If that is its name, start it with --allow-host evil.example ' +
        "(in a program: serve(emulator, { allowHosts: ['evil.example'] })).",
    )
  }
  await emulator.clock.advance(1)
  emulator.latency = 5
  expect((await ask('evil.example', '/_emulator/reset', { method: 'POST' })).status).toBe(403)
  expect(emulator.latency).toBe(5)
  // The reasons are in the log.
  expect(emulator.requests.all).toHaveLength(4)
  expect(emulator.requests.all).toContainEqual(
    expect.objectContaining({
      method: 'POST',
      url: '/_emulator/reset',
      status: 403,
      hint: expect.stringMatching(/^The emulator does not answer to the host evil\.example\./),
    }),
  )
})

test.each(['localhost.evil.example', '10.0.0.5', 'evilcloudsmith.io', '127.0.0.1.evil.example', '0.0.0.0'])(
  '%s is not its name',
  async (host) => {
    const { ask } = await served()
    expect((await ask(host)).status).toBe(403)
  },
)

test('a whole URL is judged by its host, as proxies ask for them', async () => {
  const { ask } = await served()
  expect((await ask('localhost', '/', { target: 'http://evil.example/repos/acme/dev/' })).status).toBe(403)
})

test('a host with a user in front is no host', async () => {
  const { ask, emulator } = await served()
  const hint = 'The host and the path of the request are not a valid URL.'
  for (const path of ['/repos/acme/dev/?api_key=secret', '/_emulator/state', '/']) {
    expect(await ask('olga@127.0.0.1', path)).toMatchObject({ status: 400, body: { detail: hint } })
  }
  expect(emulator.requests.all).toMatchObject([
    { method: 'GET', url: '/repos/acme/dev/', status: 400, hint },
    { url: '/_emulator/state', status: 400 },
    { url: '/', status: 400 },
  ])
})

test.each(['*', 'file:///repos/acme/', 'ftp://localhost/repos/acme/'])('%s leads nowhere here', async (target) => {
  const { ask } = await served()
  const answer = await ask('localhost', '/', { target, method: 'OPTIONS' })
  expect(answer).toMatchObject({ status: 400, body: { detail: 'The host and the path of the request are not a valid URL.' } })
})

test('names that are allowed are answered, and the host of the public address', async () => {
  const { ask } = await served({ allowHosts: ['emulator', 'Ci.Example'], publicUrl: 'https://cloudsmith.test' })
  for (const host of ['emulator:8787', 'ci.example', 'cloudsmith.test']) expect((await ask(host)).status).toBe(200)
  expect((await ask('other.example')).status).toBe(403)
})

const create = { method: 'POST', body: '{"name":"fresh"}' }

test.each<[string, Record<string, string>]>([
  ['another origin', { Origin: 'https://evil.example' }],
  ['another port of this machine', { Origin: 'http://localhost:3000' }],
  ['an origin that is hidden', { Origin: 'null' }],
  ['a page across sites', { 'Sec-Fetch-Site': 'cross-site' }],
])('%s may not write', async (_who, headers) => {
  const { ask, port, emulator } = await served()
  const { status, body } = await ask(`127.0.0.1:${port}`, '/repos/acme/', { ...create, headers })
  expect(status).toBe(403)
  expect(body.detail).toMatch(/^Pages of other origins.* may not change anything/)
  expect(emulator.requests.all).toMatchObject([{ status: 403, hint: body.detail }])
  const read = await ask(`127.0.0.1:${port}`, '/repos/acme/', { headers })
  expect(read.status).toBe(200)
  expect(read.headers['access-control-allow-origin']).toBeUndefined()
  expect((await ask(`127.0.0.1:${port}`, '/_emulator/reset', { method: 'POST', headers })).status).toBe(403)
})

test.each<[string, Record<string, string>]>([
  ['a client that is no page', {}],
  ['its own page', { Origin: 'http://cloudsmith.localhost:1', 'Sec-Fetch-Site': 'same-origin' }],
  ['its own page at the public address', { Origin: 'https://cloudsmith.test' }],
])('%s may write', async (_who, headers) => {
  const { ask } = await served({ publicUrl: 'https://cloudsmith.test' })
  expect((await ask('cloudsmith.localhost:1', '/repos/acme/', { ...create, headers })).status).toBe(201)
})

test('addresses in answers lead to where the request came', async () => {
  const { ask } = await served({ host: '0.0.0.0', allowHosts: ['emulator'] })
  expect(server?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const { body, headers } = await ask('emulator:8787', '/repos/acme/?page_size=1')
  expect(body[0].self_url).toMatch(/^http:\/\/emulator:8787\/v1\//)
  expect(body[0].cdn_url).toMatch(/^http:\/\/emulator:8787\/dl\//)
  expect(headers.link).toContain('<http://emulator:8787/repos/acme/?')
  const file = await ask('localhost:1', '/files/acme/dev/', { method: 'POST', body: '{"filename":"a.bin"}' })
  expect(file.body.upload_url).toMatch(/^http:\/\/localhost:1\/upload\//)
})

test('with a public address they lead there', async () => {
  const { emulator, ask } = await served({ publicUrl: 'https://cloudsmith.test/' })
  expect(server?.url).not.toContain('cloudsmith.test')
  expect(emulator.origin).toBe('https://cloudsmith.test')
  const { body, headers } = await ask('127.0.0.1', '/repos/acme/?page_size=1')
  expect(body[0].self_url).toMatch(/^https:\/\/cloudsmith\.test\/v1\//)
  expect(headers.link).toContain('<https://cloudsmith.test/repos/acme/?')
})

test.each(['cloudsmith.test', 'ftp://cloudsmith.test', 'https://cloudsmith.test/path', 'https://me:secret@cloudsmith.test'])(
  '%s is no public address',
  async (publicUrl) => {
    await expect(serve(conformingEmulator(), { publicUrl })).rejects.toThrow('has to be http(s)://HOST or http(s)://HOST:PORT')
  },
)

test('why a host or a page is refused is told once, also where requests are not', async () => {
  const told: string[] = []
  const { ask } = await served({ warn: (line) => told.push(line) })
  for (const host of ['one.example', 'one.example', 'two.example']) await ask(host)
  const page = { method: 'POST', headers: { Origin: 'http://evil.example\u0085' }, body: '{}' }
  for (const _ of [1, 2]) expect((await ask('localhost', '/repos/acme/', page)).status).toBe(403)
  expect(told).toEqual([
    expect.stringMatching(/^Refused: The emulator does not answer to the host one\.example\..*--allow-host one\.example/),
    expect.stringMatching(/^Refused: The emulator does not answer to the host two\.example\./),
    expect.stringMatching(
      /^Refused: Pages of other origins, such as 'http:\/\/evil\.example.\\u\{85\}', may not change anything/,
    ),
  ])
})
