import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { json } from '../test/json.ts'
import { conformingEmulator } from '../test/story.ts'
import { realClock } from './index.ts'
import { serve } from './server.ts'
import { rawFile } from './testing.ts'

const headers = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }

test('an emulator is served over HTTP, and every URL in its answers leads back to it', async () => {
  const emulator = conformingEmulator({ clock: realClock({ speed: 1_000 }) })
  const lines: string[] = []
  const server = await serve(emulator, { log: (line) => lines.push(line) })
  try {
    const post = async (path: string, body: object) =>
      json(await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) }))
    const file = await post('/v1/files/acme/dev/', { filename: 'a.bin' })
    const form = new FormData()
    for (const [name, value] of Object.entries(file.upload_fields)) form.append(name, String(value))
    form.append('file', new File(['hello'], 'a.bin'))
    expect((await fetch(file.upload_url, { method: 'POST', body: form })).status).toBe(204)
    const { self_url, status_url } = await post('/packages/acme/dev/upload/raw/', { package_file: file.identifier })

    await emulator.settle()

    expect(new URL(self_url).origin).toBe(server.url)
    expect(await (await fetch(status_url, { headers })).json()).toMatchObject({ is_sync_completed: true })
    const { cdn_url } = await json(await fetch(self_url, { headers }))
    expect(await (await fetch(cdn_url, { headers })).text()).toBe('hello')
    expect(lines).toContain('POST /v1/files/acme/dev/ 202')
    expect(lines.join()).not.toContain('emulator-admin-key')
  } finally {
    await server.close()
  }
  expect(emulator.origin).toBe('https://api.cloudsmith.io')
  await expect(fetch(server.url)).rejects.toThrow(TypeError)
})

test('a lost answer is a broken connection', async () => {
  const emulator = conformingEmulator()
  const server = await serve(emulator)
  try {
    emulator.faults.add({ operation: 'repos_create', when: 'after', dropReply: true })
    await expect(fetch(`${server.url}/repos/acme/`, { method: 'POST', headers, body: '{"name":"fresh"}' })).rejects.toThrow(
      TypeError,
    )
    expect((await fetch(`${server.url}/repos/acme/fresh/`, { headers })).status).toBe(200)
  } finally {
    await server.close()
  }
})

test('webhooks are really sent', async () => {
  const emulator = conformingEmulator()
  const bodies: string[] = []
  const receiver = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    bodies.push(body)
    response.end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => receiver.once('listening', resolve))
  try {
    const target_url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
    await emulator.fetch(`${emulator.origin}/webhooks/acme/dev/`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ target_url, events: ['*'], templates: [] }),
    })
    await emulator.settle()
    expect(bodies.map((body) => JSON.parse(body).meta.event_id)).toEqual(['ping'])
    expect(emulator.deliveries).toMatchObject([{ state: 'delivered' }])
  } finally {
    receiver.close()
  }
})

test('a port that is taken is named, with what to do', async () => {
  const first = await serve(conformingEmulator())
  try {
    const port = Number(new URL(first.url).port)
    await expect(serve(conformingEmulator(), { port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken. Stop the program that uses it`,
    )
  } finally {
    await first.close()
  }
})

test.each([
  ['nonsuch.invalid', /^The emulator cannot listen on nonsuch\.invalid:0: (there is no host of|the name cannot be resolved)/],
  ['192.0.2.1', /^The emulator cannot listen on 192\.0\.2\.1:0: this is not an address of this machine\./],
])('that it cannot listen on %s is told with the reason', async (host, message) => {
  await expect(serve(conformingEmulator(), { host })).rejects.toThrow(message)
})

test('a package that is put there behind the API is there over HTTP', async () => {
  const emulator = conformingEmulator()
  const server = await serve(emulator)
  try {
    const { self_url } = await emulator.add('acme/dev', rawFile({ name: 'a', bytes: 'a' }))
    expect(await (await fetch(self_url, { headers })).json()).toMatchObject({ name: 'a' })
  } finally {
    await server.close()
  }
})
