import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { story } from '../../../test/story.ts'
import { directDelivery, type Lookup } from './direct-delivery.ts'

const servers: ReturnType<typeof createServer>[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A receiver of webhooks on this machine. */
async function receiver(status = 200, headers: Record<string, string> = {}) {
  const received: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push(`${request.method} ${request.headers.host} ${request.headers['content-type']} ${body}`)
    response.writeHead(status, headers).end('thanks')
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise((resolve) => server.once('listening', resolve))
  return { port: (server.address() as AddressInfo).port, received }
}

const post = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } } as const

/** A look-up of names without a name server. */
const names =
  (addresses: Readonly<Record<string, readonly string[]>>, asked: string[] = []): Lookup =>
  async (name) => {
    asked.push(name)
    return (addresses[name] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }

test.each([
  'http://10.0.0.5/',
  'http://172.31.255.255/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[fd00:ec2::254]/',
  'http://[fe80::1]/',
  'http://[::ffff:10.0.0.5]/',
  'http://100.64.0.1/',
  'http://0.0.0.0/',
  'http://[::]/',
  'http://167772165/',
  'http://[64:ff9b::a00:5]/',
  'http://[2002:a00:5::1]/',
  'http://[2001:0:a00:5::]/',
  'http://[fec0::1]/',
])('%s is not sent to', async (url) => {
  await expect(directDelivery([])(url, post)).rejects.toThrow(/is a private address.*--allow-webhooks-to/)
})

test('a name that leads to one is not sent to either, if only by one of its addresses', async () => {
  const deliver = directDelivery([], names({ 'hooks.example': ['192.0.2.1', '10.0.0.5'] }))
  await expect(deliver('http://hooks.example/', post)).rejects.toThrow(
    'hooks.example is 10.0.0.5, which is a private address: the emulator sends no webhooks there. If that is meant, start it with ' +
      '--allow-webhooks-to hooks.example (in a program: allowWebhooksTo).',
  )
})

test('a name is looked up once, and what was found is where it goes', async () => {
  const { port, received } = await receiver()
  const asked: string[] = []
  const deliver = directDelivery([], names({ 'hooks.example': ['127.0.0.1'] }, asked))
  expect((await deliver(`http://hooks.example:${port}/a?b`, post)).status).toBe(200)
  expect(asked).toEqual(['hooks.example'])
  expect(received).toEqual([`POST hooks.example:${port} application/json {}`])
})

test('a redirect is an answer like others, and not followed', async () => {
  const { port, received } = await receiver(302, { Location: 'http://169.254.169.254/' })
  expect((await directDelivery([])(`http://127.0.0.1:${port}/`, post)).status).toBe(302)
  expect(received).toHaveLength(1)
})

test.each([
  ['hooks.example', 'http://HOOKS.example/'],
  ['10.0.0.0/8', 'http://hooks.example/'],
  ['10.0.0.5', 'http://10.0.0.5/'],
  ['fd00::/8', 'http://[fd00::1]/'],
])('--allow-webhooks-to %s lets it send to %s', async (allowed, url) => {
  const lookup = names({ 'hooks.example': ['10.0.0.5'] })
  const gone = AbortSignal.abort(new Error('so far'))
  await expect(directDelivery([allowed], lookup)(url, { ...post, signal: gone })).rejects.toThrow('so far')
})

test.each(['10.0.0.0/33', '10.0.0.0/x', 'http://hooks.example', ''])(
  '%j is nothing that webhooks can be allowed to',
  (allowed) => {
    expect(() => directDelivery([allowed])).toThrow(TypeError)
  },
)

test('a receiver that does not answer in time is given up', async () => {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const controller = new AbortController()
  server.once('request', () => controller.abort())
  await expect(directDelivery([])(`http://127.0.0.1:${port}/`, { ...post, signal: controller.signal })).rejects.toThrow('abort')
  server.closeAllConnections()
})

test('a delivery to a private address has failed at once, and says why', async () => {
  const told: string[] = []
  const { admin, emulator } = story({ onUnsupported: (what) => told.push(what) })
  const body = { target_url: 'http://169.254.169.254/', events: ['*'], templates: [] }
  for (const _ of [1, 2]) await admin('POST', '/webhooks/acme/dev/', body)
  await emulator.settle()
  const failed = { state: 'failed', attempts: [{ error: expect.stringContaining('169.254.169.254 is a private address') }] }
  expect(emulator.deliveries).toMatchObject([failed, failed])
  expect(told).toEqual([expect.stringMatching(/^A webhook was not sent: 169\.254\.169\.254 is .*--allow-webhooks-to 169/)])
})

test('a delivery to what is allowed is tried', async () => {
  const { port, received } = await receiver()
  const { admin, emulator } = story({ allowWebhooksTo: ['10.0.0.0/8'] })
  await admin('POST', '/webhooks/acme/dev/', { target_url: `http://localhost:${port}/`, events: ['*'], templates: [] })
  await emulator.settle()
  expect(received).toHaveLength(1)
  expect(emulator.deliveries).toMatchObject([{ state: 'delivered' }])
})
