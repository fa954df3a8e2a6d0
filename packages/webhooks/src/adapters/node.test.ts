import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { anEvent, key } from '../fixtures.ts'
import { createReceiver } from '../receiver/receiver.ts'
import { sign, signedRequest } from '../sign.ts'
import { toNodeHandler } from './node.ts'

/** Properties that a body parser may add to a request. */
type Parsed = { body?: unknown; rawBody?: unknown }

const open: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(open.splice(0).map((close) => close())))

/** A server on loopback, whose `before` stands for a framework's parser. */
async function serve(before: (incoming: IncomingMessage, parsed: Parsed) => Promise<void> = async () => {}) {
  const errors: unknown[] = []
  const handled = vi.fn()
  const receiver = createReceiver({ signatureKey: key, maxBytes: 100_000, onError: (error) => errors.push(error) }).on(
    '*',
    handled,
  )
  const handle = toNodeHandler(receiver)
  const server = createServer(async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    await before(incoming, incoming as Parsed)
    await handle(incoming, outgoing)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    port: (server.address() as AddressInfo).port,
    errors,
    handled,
  }
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

test('a delivery over the wire reaches its handler', async () => {
  const { url, handled, errors } = await serve()
  const event = anEvent('package.synced', { data: { summary: 'ü'.repeat(40_000) } })
  const answer = await fetch(await signedRequest(event, { url, key }))
  expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
  expect(handled.mock.calls).toMatchObject([[event, { keyIndex: 0 }]])
  expect(errors).toEqual([])
})

test('what is not a delivery is refused, and the connection serves the next', async () => {
  const { url, errors } = await serve()
  const look = await fetch(url)
  expect([look.status, look.headers.get('allow')]).toEqual([405, 'POST'])
  expect((await fetch(url, { method: 'DELETE', body: 'x' })).status).toBe(405)
  expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401)
  expect((await fetch(await signedRequest(anEvent(), { url, key: 'another' }))).status).toBe(401)
  expect((await fetch(await signedRequest(anEvent(), { url, key }))).status).toBe(200)
  expect(errors).toMatchObject([{ code: 'signature-missing' }, { code: 'signature-mismatch' }])
})

test('TRACE, which no web-standard request can be, is refused like any other method', async () => {
  const { port } = await serve()
  const trace = request({ port, host: '127.0.0.1', method: 'TRACE' }).end()
  const [answer] = (await once(trace, 'response')) as [IncomingMessage]
  answer.resume()
  expect(answer.statusCode).toBe(405)
})

test('a body without end is cut off with 413, without waiting for the rest', async () => {
  const { port, errors } = await serve()
  const post = request({ port, host: '127.0.0.1', method: 'POST', headers: { 'x-cloudsmith-signature': '0'.repeat(40) } })
  post.on('error', () => {}) // the server closes the connection on us
  post.write(Buffer.alloc(150_000)) // and never ends
  const [answer] = (await once(post, 'response')) as [IncomingMessage]
  answer.resume()
  expect([answer.statusCode, answer.headers.connection]).toEqual([413, 'close'])
  expect(errors).toMatchObject([{ code: 'body-too-large' }])
  post.destroy()
})

test('behind express.json() it neither hangs nor lies: it says how to mount it', async () => {
  const { url, handled, errors } = await serve(async (incoming, parsed) => {
    parsed.body = JSON.parse(String(await readAll(incoming)))
  })
  const answer = await fetch(await signedRequest(anEvent(), { url, key }))
  expect([answer.status, await answer.text()]).toEqual([500, 'internal error'])
  expect(errors).toMatchObject([{ code: 'body-not-raw', message: expect.stringContaining('express.raw') }])
  expect(handled).not.toHaveBeenCalled()
})

test.each<[string, (incoming: IncomingMessage, parsed: Parsed) => Promise<void>]>([
  [
    'express.raw()',
    async (incoming, parsed) => {
      parsed.body = await readAll(incoming)
    },
  ],
  [
    'express.text()',
    async (incoming, parsed) => {
      parsed.body = String(await readAll(incoming))
    },
  ],
  [
    'a platform that keeps the bytes beside the parsed body',
    async (incoming, parsed) => {
      parsed.rawBody = await readAll(incoming)
      parsed.body = JSON.parse(String(parsed.rawBody))
    },
  ],
  [
    'a parser that did not feel addressed',
    async (_, parsed) => {
      parsed.body = {}
    },
  ],
])('behind %s the bytes are there', async (_, before) => {
  const { url, handled, errors } = await serve(before)
  expect((await fetch(await signedRequest(anEvent(), { url, key }))).status).toBe(200)
  expect(handled).toHaveBeenCalledTimes(1)
  expect(errors).toEqual([])
})

test('a sender that hangs up in the middle is told of, and the server lives', async () => {
  const { url, port, errors } = await serve()
  const post = request({ port, host: '127.0.0.1', method: 'POST', headers: { 'content-length': '5000' } })
  post.on('error', () => {})
  post.write('{"meta":')
  await new Promise<void>((resolve) => post.once('socket', (socket) => socket.once('connect', () => setImmediate(resolve))))
  post.destroy()
  await vi.waitFor(() => expect(errors).toHaveLength(1))
  expect((await fetch(await signedRequest(anEvent(), { url, key }))).status).toBe(200)
})

test('a repeated signature header is refused, not half read', async () => {
  const { port, errors } = await serve()
  const body = JSON.stringify(anEvent())
  const signature = await sign(body, key)
  const post = request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    headers: { 'x-cloudsmith-signature': [signature, signature] },
  }).end(body)
  const [answer] = (await once(post, 'response')) as [IncomingMessage]
  answer.resume()
  expect(answer.statusCode).toBe(401)
  expect(errors).toMatchObject([{ code: 'signature-malformed' }])
})
