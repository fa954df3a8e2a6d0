import { describe, expect, test } from 'vitest'
import { deadAddress, type Handler, sendJson, serve } from '../../test/support/server.ts'
import { contextOf } from '../../test/support/transport.ts'
import { AbortError, ConnectionError, InvalidRequestError, TimeoutError } from '../errors/index.ts'
import { attemptWith } from './deadline.ts'
import { outgoing } from './outgoing.ts'
import { sendBy } from './send.ts'
import type { CallContext } from './transport.ts'

const attempt = attemptWith(sendBy(undefined))

async function failure(answer: Promise<unknown>): Promise<unknown> {
  return answer.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error,
  )
}

async function failureOf(handler: Handler, known: Partial<CallContext>): Promise<unknown> {
  const { url } = await serve(handler)
  return failure(attempt(outgoing(new Request(url)), contextOf(known)))
}

test('the whole answer is there, byte for byte, when the attempt ends', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
  const { url } = await serve((response) => response.writeHead(201, { 'X-Told': 'yes' }).end(bytes))

  const response = await attempt(outgoing(new Request(url)), contextOf())

  expect(response.status).toBe(201)
  expect(response.headers.get('X-Told')).toBe('yes')
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
})

test.each([204, 205, 304])('a %i, which has no body, is an answer', async (status) => {
  const { url } = await serve((response) => response.writeHead(status).end())
  expect(await attempt(outgoing(new Request(url)), contextOf())).toMatchObject({ status, body: null })
})

test('redirects are given back, not followed', async () => {
  const { url, arrivals } = await serve((response) => response.writeHead(302, { Location: '/elsewhere' }).end())

  expect(await attempt(outgoing(new Request(url)), contextOf())).toMatchObject({ status: 302 })
  expect(arrivals).toHaveLength(1)
})

describe('a timeout', () => {
  test.each<[string, Handler]>([
    ['a server that says nothing', () => {}],
    ['a server that falls silent in the middle of the body', (response) => response.writeHead(200).write('{"half":')],
  ])('ends %s', async (_, handler) => {
    const error = await failureOf(handler, { timeout: 30, operation: 'packages.list', attempts: 2 })

    expect(error).toBeInstanceOf(TimeoutError)
    expect(error).toMatchObject({ operation: 'packages.list', attempts: 2 })
    expect((error as Error).message).toBe('No response to packages.list within 30 ms. Raise timeout if the service needs longer.')
  })

  test('begins anew for whoever sees something move, and not for an attempt that is over', async () => {
    const context = contextOf({ timeout: Number.POSITIVE_INFINITY, renewTimeout: undefined })
    const attempts = attemptWith(() => new Promise(() => {}))
    const first = attempts(outgoing(new Request('https://api.cloudsmith.io/')), context)
    const renewed = context.renewTimeout
    renewed?.(60_000)
    renewed?.(1)
    await expect(first).rejects.toThrow('within 1 ms')

    const second = attempts(outgoing(new Request('https://api.cloudsmith.io/')), context)
    renewed?.(1)
    context.renewTimeout?.(2)
    await expect(second).rejects.toThrow('within 2 ms')
  })

  test('ends a fetch that pays no attention to signals', async () => {
    const deaf = attemptWith(() => new Promise(() => {}))
    expect(await failure(deaf(outgoing(new Request('http://127.0.0.1')), contextOf({ timeout: 5 })))).toBeInstanceOf(TimeoutError)
  })

  test.each([2 ** 31, 1e12, Number.POSITIVE_INFINITY])('of %d ms does not end at once', async (timeout) => {
    const { url } = await serve((response) => setImmediate(() => sendJson(response, 200, {})))
    expect(await attempt(outgoing(new Request(url)), contextOf({ timeout }))).toMatchObject({ status: 200 })
  })
})

describe('an abort', () => {
  test('ends a request under way, with its reason', async () => {
    const controller = new AbortController()
    const error = await failureOf(() => controller.abort('enough'), { signal: controller.signal, operation: 'packages.list' })

    expect(error).toBeInstanceOf(AbortError)
    expect(error).toMatchObject({ message: 'packages.list was aborted.', cause: 'enough' })
  })

  test('ends the reading of a body', async () => {
    const controller = new AbortController()
    const handler: Handler = (response) => response.writeHead(200).write('{"half":', () => setImmediate(() => controller.abort()))
    expect(await failureOf(handler, { signal: controller.signal })).toBeInstanceOf(AbortError)
  })

  test('before the request means that nothing is sent', async () => {
    const { url, arrivals } = await serve((response) => sendJson(response, 200, {}))
    const error = await failure(attempt(outgoing(new Request(url)), contextOf({ signal: AbortSignal.abort('never mind') })))

    expect(error).toMatchObject({ name: 'AbortError', cause: 'never mind' })
    expect(arrivals).toEqual([])
  })
})

describe('a connection that fails says why', () => {
  test('in the middle of the body', async () => {
    const handler: Handler = (response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('{"half":', () => response.destroy())
    }
    const error = await failureOf(handler, {})

    expect(error).toBeInstanceOf(ConnectionError)
    expect(error).not.toBeInstanceOf(TimeoutError)
    expect((error as Error).message).toMatch(/^The connection failed on packages.read: .*(closed|terminated|reset)/i)
  })

  test('when nothing listens', async () => {
    const error = await failure(attempt(outgoing(new Request(await deadAddress())), contextOf()))
    expect((error as Error).message).toMatch(/^The connection failed on packages.read: ECONNREFUSED/)
  })

  test.each<[string, unknown, string]>([
    ['an error without a message', new RangeError(), 'RangeError'],
    ['several addresses that refused', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['a thrown text', 'no network', 'no network'],
  ])('%s', async (_, thrown, reason) => {
    const error = await failure(attemptWith(() => Promise.reject(thrown))(outgoing(new Request('http://127.0.0.1')), contextOf()))
    expect((error as Error).message).toBe(`The connection failed on packages.read: ${reason}`)
  })
})

test('an error of this SDK that comes out of fetch is passed on as it is', async () => {
  const mistake = new InvalidRequestError('apiKey is empty.')
  expect(await failure(attemptWith(() => Promise.reject(mistake))(outgoing(new Request('http://127.0.0.1')), contextOf()))).toBe(
    mistake,
  )
})
