import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { conformingEmulator } from '../../test/story.ts'
import { serve } from '../server.ts'

const headers = { 'X-Api-Key': 'emulator-admin-key' }

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('while it is filled it is alive but not ready, and says so to everybody', async () => {
  const port = await freePort()
  const at = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers })
  const seen: Record<string, unknown> = {}
  const emulator = conformingEmulator()
  const server = await serve(emulator, {
    port,
    async prepare() {
      for (const path of ['/_emulator/health', '/_emulator/ready', '/repos/acme/', '/_emulator/state', '/_emulator/']) {
        const response = await at(path)
        seen[path] = [response.status, response.headers.get('retry-after'), await response.json()]
      }
    },
  })
  try {
    const notYet = { detail: 'The emulator is still loading its seed or state. Try again in a moment.' }
    expect(seen).toEqual({
      '/_emulator/health': [200, null, { status: 'alive' }],
      '/_emulator/ready': [503, '1', notYet],
      '/repos/acme/': [503, '1', notYet],
      '/_emulator/state': [503, '1', notYet],
      '/_emulator/': [503, '1', notYet],
    })
    expect(await (await at('/_emulator/health')).json()).toEqual({ status: 'alive' })
    expect(await (await at('/_emulator/ready')).json()).toEqual({ status: 'ready' })
    expect((await at('/repos/acme/')).status).toBe(200)
    expect(emulator.requests.all).toHaveLength(1)
  } finally {
    await server.close()
  }
})

test('what it cannot be filled with ends it', async () => {
  const port = await freePort()
  const emulator = conformingEmulator()
  const starting = serve(emulator, { port, prepare: () => Promise.reject(new Error('no such seed')) })
  await expect(starting).rejects.toThrow('no such seed')
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow(TypeError)
  expect(emulator.origin).toBe('https://api.cloudsmith.io')
})

test('its root leads to the page, where there is one', async () => {
  for (const control of [{}, false] as const) {
    const server = await serve(conformingEmulator(), { control })
    try {
      const root = await fetch(`${server.url}/`, { redirect: 'manual' })
      expect([root.status, root.headers.get('location')]).toEqual(control ? [302, '/_emulator/'] : [404, null])
      // Whoever sends something there has a wrong URL, and would take the page for success.
      expect((await fetch(`${server.url}/`, { method: 'POST', redirect: 'manual' })).status).toBe(404)
    } finally {
      await server.close()
    }
  }
})
