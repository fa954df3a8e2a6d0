import { type HttpHandler, HttpRequest, type InvocationContext } from '@azure/functions'
import type { Context } from '@netlify/functions'
import type { RequestEvent, RequestHandler } from '@sveltejs/kit'
import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import type { Envelope } from '../events.ts'
import { anEvent, deferred, key } from '../fixtures.ts'
import { createReceiver } from '../receiver/receiver.ts'
import { signedRequest } from '../sign.ts'
import { toAzureHandler } from './azure.ts'
import { toFetchHandler, toHonoHandler } from './fetch.ts'

function story() {
  const errors: unknown[] = []
  const handled = vi.fn()
  const receiver = createReceiver({ signatureKey: key, onError: (error) => errors.push(error) }).on('*', handled)
  return { receiver, errors, handled }
}

/** `after`, as in `next/server`. */
type After = <T>(task: Promise<T> | (() => T | Promise<T>)) => void

/** `waitUntil`, as in `@vercel/functions`. */
type VercelWaitUntil = (promise: Promise<unknown>) => unknown

type Waiting = { waitUntil(promise: Promise<unknown>): void }

describe('a platform that can wait is answered at once, and the work goes on', () => {
  type Handle = ReturnType<typeof story>['receiver']

  test.each<[platform: string, answer: (receiver: Handle, request: Request, waiting: Waiting) => unknown]>([
    [
      'Next.js',
      (receiver, request, { waitUntil }) => {
        const after: After = (task) => waitUntil(task as Promise<unknown>)
        return toFetchHandler(receiver, { waitUntil: after })(request, { params: Promise.resolve({}) })
      },
    ],
    [
      'Vercel',
      (receiver, request, waiting) => {
        const waitUntil: VercelWaitUntil = (promise) => waiting.waitUntil(promise)
        return toFetchHandler(receiver, { waitUntil })(request)
      },
    ],
    ['Cloudflare Workers', (receiver, request, waiting) => toFetchHandler(receiver)(request, { KEY: 'environment' }, waiting)],
    ['Netlify', (receiver, request, waiting) => toFetchHandler(receiver)(request, waiting as Context)],
    [
      'SvelteKit on Cloudflare',
      (receiver, request, waiting) => {
        const handle = toFetchHandler(receiver)
        const POST: RequestHandler = ({ request, platform }) => handle(request, (platform as { ctx?: Waiting } | undefined)?.ctx)
        return POST({ request, platform: { ctx: waiting } } as unknown as RequestEvent)
      },
    ],
    [
      'Hono on Workers',
      (receiver, request, waiting) => toHonoHandler(receiver)({ req: { raw: request }, executionCtx: waiting }),
    ],
    [
      'Hono in a process that lives on',
      (receiver, request, { waitUntil }) =>
        toHonoHandler(receiver, { waitUntil })({
          req: { raw: request },
          get executionCtx(): never {
            throw new Error('This context has no ExecutionContext')
          },
        }),
    ],
  ])('%s', async (_, answer) => {
    const { receiver, handled, errors } = story()
    const work = deferred<void>()
    handled.mockReturnValue(work.promise)
    const kept: Promise<unknown>[] = []
    const waiting = { waitUntil: (promise: Promise<unknown>) => void kept.push(promise) }

    expect(await answer(receiver, await signedRequest(anEvent(), { key }), waiting)).toMatchObject({ status: 202 })

    work.reject(new Error('told of afterwards'))
    expect(await Promise.all(kept)).toEqual([false])
    expect(errors).toMatchObject([{ message: 'told of afterwards' }])
  })
})

describe('a platform that cannot wait is answered when the work is done', () => {
  test.each<[platform: string, answer: (receiver: ReturnType<typeof story>['receiver'], request: Request) => unknown]>([
    ['Next.js without after', (receiver, request) => toFetchHandler(receiver)(request, { params: Promise.resolve({}) })],
    ['Deno', (receiver, request) => toFetchHandler(receiver)(request, { remoteAddr: {}, completed: Promise.resolve() })],
    ['Bun', (receiver, request) => toFetchHandler(receiver)(request, { port: 3_000 }, undefined, null)],
    [
      'SvelteKit',
      (receiver, request) => {
        const handle = toFetchHandler(receiver)
        const POST: RequestHandler = ({ request }) => handle(request)
        return POST({ request } as RequestEvent)
      },
    ],
    [
      'Hono on a server of Node',
      (receiver, request) =>
        toHonoHandler(receiver)({
          req: { raw: request },
          get executionCtx(): never {
            throw new Error('This context has no ExecutionContext')
          },
        }),
    ],
    [
      'Azure Functions',
      async (receiver, request) => {
        const handler: HttpHandler = toAzureHandler(receiver)
        const { method, url, headers } = request
        const bytes = new Uint8Array(await request.arrayBuffer())
        const theirs = new HttpRequest({ method, url, headers: Object.fromEntries(headers), body: { bytes } })
        return handler(theirs, {} as InvocationContext)
      },
    ],
  ])('%s', async (_, answer) => {
    const { receiver, handled } = story()
    const work = deferred<void>()
    handled.mockReturnValue(work.promise)
    let isAnswered = false
    const answering = Promise.resolve(answer(receiver, await signedRequest(anEvent(), { key }))).finally(() => {
      isAnswered = true
    })
    await vi.waitFor(() => expect(handled).toHaveBeenCalled())
    expect(isAnswered).toBe(false)
    work.resolve()
    expect(await answering).toMatchObject({ status: 200 })
  })
})

describe('Azure Functions', () => {
  const handlerOf = (receiver: ReturnType<typeof story>['receiver']) => {
    const handler = toAzureHandler(receiver)
    expectTypeOf(handler).toExtend<HttpHandler>()
    return handler
  }
  const send = async (event: Envelope, body: (text: string) => { bytes: Uint8Array } | { string: string }) => {
    const request = await signedRequest(event, { key })
    const text = await request.text()
    return new HttpRequest({ method: 'POST', url: request.url, headers: Object.fromEntries(request.headers), body: body(text) })
  }

  test.each([
    ['bytes', (text: string) => ({ bytes: new TextEncoder().encode(text) })],
    ['text', (text: string) => ({ string: text })],
  ])('a body that the host hands over as %s is verified as it was sent', async (_, body) => {
    const { receiver, handled, errors } = story()
    const event = anEvent('package.synced', { data: { summary: '📦 ü' } })
    const answer = await handlerOf(receiver)(await send(event, body))
    expect(errors).toEqual([])
    expect(answer).toEqual({ status: 200, headers: { 'content-type': expect.stringMatching(/^text\/plain/) }, body: 'ok' })
    expect(handled.mock.calls).toMatchObject([[event, { keyIndex: 0 }]])
  })

  test('a changed body, another method and a body that was read are refused', async () => {
    const { receiver, errors } = story()
    const handler = handlerOf(receiver)
    expect((await handler(await send(anEvent(), (text) => ({ string: `${text} ` })))).status).toBe(401)
    expect((await handler(new HttpRequest({ method: 'GET', url: 'http://localhost/' }))).headers).toMatchObject({ allow: 'POST' })
    const read = await send(anEvent(), (text) => ({ string: text }))
    await read.json()
    expect((await handler(read)).status).toBe(500)
    expect(errors).toMatchObject([{ code: 'signature-mismatch' }, { code: 'body-not-raw' }])
  })
})
