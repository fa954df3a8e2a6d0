import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { bodyParser } from '@koa/bodyparser'
import express from 'express'
import fastify, { type FastifyInstance } from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { koaBody } from 'koa-body'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Envelope } from '../events.ts'
import { anEvent, deferred, key } from '../fixtures.ts'
import { createReceiver, type Receiver } from '../receiver/receiver.ts'
import { type SignedRequestOptions, signedRequest } from '../sign.ts'
import { toExpressHandler } from './express.ts'
import { toFastifyHandler, toFastifyPlugin } from './fastify.ts'
import { toFetchHandler, toHonoHandler } from './fetch.ts'
import { toKoaMiddleware } from './koa.ts'

/** An application with the endpoint at `/hook`. */
type Application = (receiver: Receiver) => RequestListener | Promise<RequestListener>

/** Each framework as its users would set it up, the endpoint first. */
const applications: Record<string, Application> = {
  'fetch, by Hono’s server': (receiver) => getRequestListener(toFetchHandler(receiver)),
  Hono: (receiver) => getRequestListener(new Hono().all('/hook', toHonoHandler(receiver)).fetch),
  Express: (receiver) => express().all('/hook', toExpressHandler(receiver)).use(express.json()),
  'Fastify, as a plugin': (receiver) => fastifyListener((app) => app.register(toFastifyPlugin(receiver, { path: '/hook' }))),
  Koa: (receiver) => new Koa().use(toKoaMiddleware(receiver)).use(koaBody()).callback(),
}

/** The framework's parser comes first and keeps the bytes. */
const keeping: Record<string, Application> = {
  'express.raw()': (receiver) =>
    express()
      .use(express.raw({ type: '*/*' }))
      .post('/hook', toExpressHandler(receiver)),
  'express.json() that keeps rawBody': (receiver) =>
    express()
      .use(express.json({ verify: (request, _, bytes) => Object.assign(request, { rawBody: bytes }) }))
      .post('/hook', toExpressHandler(receiver)),
  'a parser of Fastify as a buffer': (receiver) =>
    fastifyListener((app) => {
      app.removeAllContentTypeParsers()
      app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
      app.post('/hook', toFastifyHandler(receiver))
    }),
  '@koa/bodyparser, which keeps rawBody': (receiver) => new Koa().use(bodyParser()).use(toKoaMiddleware(receiver)).callback(),
}

/** The framework's JSON parser comes first and leaves an object. */
const parsing: Record<string, Application> = {
  Hono: (receiver) =>
    getRequestListener(
      new Hono()
        .use(async (context, next) => {
          await context.req.json()
          await next()
        })
        .post('/hook', toHonoHandler(receiver)).fetch,
    ),
  Express: (receiver) => express().use(express.json()).post('/hook', toExpressHandler(receiver)),
  Fastify: (receiver) => fastifyListener((app) => app.post('/hook', toFastifyHandler(receiver))),
  Koa: (receiver) => new Koa().use(koaBody()).use(toKoaMiddleware(receiver)).callback(),
}

async function fastifyListener(setUp: (app: FastifyInstance) => unknown): Promise<RequestListener> {
  const app = fastify()
  setUp(app)
  await app.ready()
  return (incoming, outgoing) => app.routing(incoming, outgoing)
}

const open: Server[] = []
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  open.push(server)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/hook`, port }
}

async function story(application: Application) {
  const errors: unknown[] = []
  const handled = vi.fn()
  const onError = (error: unknown) => errors.push(error)
  const receiver = createReceiver({ signatureKey: key, maxBytes: 100_000, onError }).on('*', handled)
  const { url, port } = await serve(await application(receiver))
  const deliver = async (event: Envelope, options: Partial<SignedRequestOptions> = {}) =>
    fetch(await signedRequest(event, { url, key, ...options }))
  return { url, port, errors, handled, deliver }
}

describe.each(Object.entries(applications))('%s', (_, application) => {
  test.each(['object', 'array', 'form'] as const)('takes a delivery in the format %s', async (format) => {
    const { deliver, handled, errors } = await story(application)
    const event = anEvent('package.synced', { data: { summary: '📦 ü' } })
    const answer = await deliver(event, { format })
    expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(handled.mock.calls).toMatchObject([[event, { keyIndex: 0 }]])
    expect(errors).toEqual([])
  })

  test('tells what is wrong by the status, and serves the next', async () => {
    const { url, deliver, handled, errors } = await story(application)
    expect((await deliver(anEvent(), { key: 'another' })).status).toBe(401)
    expect((await fetch(url, { method: 'POST', body: '{' })).status).toBe(401)
    expect((await deliver({ no: 'event' } as never)).status).toBe(400)
    expect((await deliver(anEvent(), { headers: { 'content-type': 'application/xml' } })).status).toBe(415)
    expect((await deliver(anEvent())).status).toBe(200)
    expect(handled).toHaveBeenCalledTimes(1)
    expect(errors.map((error) => (error as { code?: string }).code)).toEqual([
      'signature-mismatch',
      'signature-missing',
      'not-an-event',
      'unsupported-content-type',
    ])
  })

  test('says 500 where a handler fails', async () => {
    const { deliver, handled, errors } = await story(application)
    handled.mockRejectedValueOnce(new Error('database away'))
    expect((await deliver(anEvent())).status).toBe(500)
    expect(errors).toMatchObject([{ message: 'database away' }])
  })

  test('cuts a body without end off, without waiting for the rest', async () => {
    const { port, errors } = await story(application)
    const headers = { 'content-type': 'application/json', 'x-cloudsmith-signature': '0'.repeat(40) }
    const post = request({ port, host: '127.0.0.1', path: '/hook', method: 'POST', headers })
    post.on('error', () => {}) // the server closes the connection on us
    post.write(Buffer.alloc(150_000)) // and never ends
    const [answer] = (await once(post, 'response')) as [IncomingMessage]
    answer.resume()
    expect(answer.statusCode).toBe(413)
    expect(errors).toMatchObject([{ code: 'body-too-large' }])
    post.destroy()
  })
})

test.each(Object.entries(keeping))('behind %s the bytes are there', async (_, application) => {
  const { deliver, handled, errors } = await story(application)
  expect((await deliver(anEvent())).status).toBe(200)
  expect(errors).toEqual([])
  expect(handled).toHaveBeenCalledTimes(1)
})

test.each(Object.entries(parsing))(
  'behind the JSON parser of %s it neither hangs nor lies: it says what to do',
  async (_, application) => {
    const { deliver, handled, errors } = await story(application)
    const answer = await deliver(anEvent())
    expect([answer.status, await answer.text()]).toEqual([500, 'internal error'])
    expect(errors).toMatchObject([{ code: 'body-not-raw', message: expect.stringMatching(/Express:.*Fastify:/) }])
    expect(handled).not.toHaveBeenCalled()
  },
)

test('a plugin of Fastify leaves the parsers of the application alone', async () => {
  const receiver = createReceiver({ signatureKey: key })
  const app = fastify()
  app.register(toFastifyPlugin(receiver, { path: '/hook' }))
  app.post('/echo', async (request) => request.body)
  const answer = await app.inject({ method: 'POST', url: '/echo', payload: { parsed: true } })
  expect(answer.json()).toEqual({ parsed: true })
  await app.close()
})

test.each(['body', 'rawBody'])('a framework whose %s throws where it is looked at gets 400, not a crash', async (name) => {
  const { receiver, errors } = parsedBadly()
  const { url } = await serve((incoming, outgoing) => {
    Object.defineProperty(incoming, name, {
      get() {
        throw new Error('a broken getter')
      },
    })
    void toExpressHandler(receiver)(incoming, outgoing)
  })
  expect((await fetch(await signedRequest(anEvent(), { url, key }))).status).toBe(400)
  expect(errors).toMatchObject([{ code: 'body-unreadable', cause: { message: 'a broken getter' } }])
})

test('headers of any shape, as test doubles and plugins make them, are no crash', async () => {
  const { receiver, errors } = parsedBadly()
  const { url } = await serve((incoming, outgoing) => {
    const headers = {
      'x-cloudsmith-signature': [7, null, {}],
      'content-type': 7,
      '': 'x',
      'two words': 'x',
      ':path': '/',
      nul: '\0',
    }
    Object.defineProperty(incoming, 'headers', { value: headers })
    void toExpressHandler(receiver)(incoming, outgoing)
  })
  expect((await fetch(await signedRequest(anEvent(), { url, key }))).status).toBe(401)
  expect(errors).toMatchObject([{ code: 'signature-missing' }])
})

test.each(Object.entries(applications).filter(([name]) => !/fetch|Hono/.test(name)))(
  '%s runs on after its answer, so a slow handler is answered with 202 when its time is over',
  async (_, application) => {
    const work = deferred<void>()
    const receiver = createReceiver({ signatureKey: key, clock: { now: () => 0, sleep: async () => {} } }).on(
      '*',
      () => work.promise,
    )
    const { url } = await serve(await application(receiver))
    expect((await fetch(await signedRequest(anEvent(), { url, key }))).status).toBe(202)
    work.resolve()
  },
)

function parsedBadly() {
  const errors: unknown[] = []
  return { receiver: createReceiver({ signatureKey: key, onError: (error) => errors.push(error) }), errors }
}
