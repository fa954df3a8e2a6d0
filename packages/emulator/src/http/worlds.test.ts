import { afterEach, expect, test } from 'vitest'
import { type RawRequest, rawRequest } from '../../test/raw-request.ts'
import { conformingEmulator } from '../../test/story.ts'
import type { Emulator } from '../index.ts'
import { type EmulatorServer, type ServeOptions, serve } from '../server.ts'

let server: EmulatorServer | undefined
afterEach(() => server?.close())

/** A server that creates a world for every name, and the worlds that were created. */
async function served(options: Partial<ServeOptions> = {}) {
  const made: [string, Emulator][] = []
  const ended: string[] = []
  const lines: string[] = []
  const emulator = conformingEmulator()
  server = await serve(emulator, {
    log: (line) => lines.push(line),
    async makeWorld(name) {
      const world = conformingEmulator()
      made.push([name, world])
      return { emulator: world, end: () => ended.push(name) }
    },
    ...options,
  })
  const { port } = new URL(server.url)
  const ask = (path: string, { headers, ...init }: RawRequest = {}) =>
    rawRequest(`http://127.0.0.1:${port}${path}`, {
      ...init,
      headers: { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json', ...headers },
    })
  const create = (name: string, headers: Record<string, string>) =>
    ask('/repos/acme/', { method: 'POST', body: JSON.stringify({ name }), headers })
  const names = async (headers: Record<string, string>) =>
    (await ask('/repos/acme/', { headers })).body.map(({ slug }: { slug: string }) => slug).sort()
  return { emulator, made, ended, lines, port, ask, create, names }
}

const usual = ['dev', 'production', 'staging']
const world = (name: string) => ({ 'X-Emulator-World': name })

test('worlds by header share nothing, not even what controls them', async () => {
  const { ask, create, names, made, emulator, lines } = await served()
  expect((await create('mine', world('one'))).status).toBe(201)
  expect(await names(world('one'))).toEqual(['dev', 'mine', 'production', 'staging'])
  expect(await names(world('two'))).toEqual(usual)
  expect(await names({})).toEqual(usual)
  expect(made.map(([name]) => name)).toEqual(['one', 'two'])
  expect(emulator.requests.all).toHaveLength(1)
  await ask('/_emulator/faults', { method: 'POST', body: '{"status":500,"times":"always"}', headers: world('two') })
  expect((await ask('/repos/acme/', { headers: world('two') })).status).toBe(500)
  expect(await names(world('one'))).toHaveLength(4)
  expect(lines).toContain('[one] POST /repos/acme/ 201')
})

test('a host of its own is a world too, to which its addresses lead', async () => {
  const { ask, create, names, port } = await served()
  const host = { Host: `job-7.localhost:${port}` }
  await create('mine', host)
  const { body } = await ask('/repos/acme/mine/', { headers: host })
  expect(body.self_url).toBe(`http://job-7.localhost:${port}/v1/repos/acme/mine/`)
  expect((await ask('/_emulator/state', { headers: host })).body.origin).toBe(`http://job-7.localhost:${port}`)
  expect(await names(world('job-7'))).toContain('mine')
  expect(await names({ Host: `localhost:${port}` })).toEqual(usual)
})

test('one that is asked for by many at once is made once', async () => {
  const { names, made } = await served()
  await Promise.all([1, 2, 3, 4].map(() => names(world('same'))))
  expect(made).toHaveLength(1)
})

test('they are listed, and end when they are told to', async () => {
  const { ask, create, names, ended } = await served()
  await create('mine', world('one'))
  expect((await ask('/_emulator/worlds')).body).toEqual({ worlds: ['one'], most: 100 })
  expect((await ask('/_emulator/worlds/one', { method: 'DELETE' })).body).toEqual({ worlds: [], most: 100 })
  expect(ended).toEqual(['one'])
  expect((await ask('/_emulator/worlds/one', { method: 'DELETE' })).status).toBe(404)
  expect(await names(world('one'))).toEqual(usual)
})

test('there are only so many, and only by simple names', async () => {
  const { ask } = await served({ mostWorlds: 1 })
  expect((await ask('/repos/acme/', { headers: world('one') })).status).toBe(200)
  const { status, body } = await ask('/repos/acme/', { headers: world('two') })
  expect([status, body.detail]).toEqual([503, 'There can be only 1 world: end one first, with DELETE /_emulator/worlds/NAME.'])
  for (const name of ['a/b', '', '.', '..', 'x'.repeat(65)]) {
    expect((await ask('/repos/acme/', { headers: world(name) })).status).toBe(400)
  }
  expect((await ask('/repos/acme/', { headers: world('one') })).status).toBe(200)
})

test('why a request has no world is in the log of the first one, and told', async () => {
  const { ask, emulator, lines } = await served()
  await ask('/repos/acme/', { headers: world('..') })
  expect(emulator.requests.all).toMatchObject([
    { url: '/repos/acme/', status: 400, hint: expect.stringContaining('name of a world') },
  ])
  expect(lines).toEqual([expect.stringContaining('GET /repos/acme/ 400 refused')])
})

test('one that cannot be made says why, and may be asked for again', async () => {
  let tries = 0
  const { ask } = await served({
    async makeWorld() {
      tries += 1
      if (tries === 1) throw new Error('no such seed')
      return { emulator: conformingEmulator() }
    },
  })
  expect(await ask('/repos/acme/', { headers: world('one') })).toMatchObject({
    status: 500,
    body: { detail: expect.stringContaining('no such seed') },
  })
  expect((await ask('/repos/acme/', { headers: world('one') })).status).toBe(200)
})

test('a server that makes none says so, and all names of this machine are one', async () => {
  const { ask, names, port, create } = await served({ makeWorld: undefined })
  expect((await ask('/repos/acme/', { headers: world('one') })).status).toBe(400)
  await create('mine', { Host: `job-7.localhost:${port}` })
  expect(await names({})).toContain('mine')
  expect((await ask('/_emulator/worlds')).body).toEqual({ worlds: [], most: 0 })
})

test('worlds end with the server', async () => {
  const { ask, ended } = await served()
  await ask('/repos/acme/', { headers: world('one') })
  await server?.close()
  server = undefined
  expect(ended).toEqual(['one'])
})
