import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Clock } from '../clock.ts'
import { anEvent, deferred, key } from '../fixtures.ts'
import { signedRequest } from '../sign.ts'
import { createReceiver, type ReceiverOptions } from './receiver.ts'

/** A receiver, and the errors that it reported to `onError`. */
function endpoint(options: Partial<ReceiverOptions> = {}) {
  const errors: { code: unknown; message: string; event: string | undefined }[] = []
  const receiver = createReceiver({
    signatureKey: key,
    onError(error, { event }) {
      const { code, message } = error as Error & { code?: unknown }
      errors.push({ code, message, event: event?.meta.event_id })
    },
    ...options,
  })
  return { receiver, errors, deliver: async (event: object) => receiver.fetch(await signedRequest(event as never, { key })) }
}

/** A clock that stands still until the test lets the time run out. */
function stoppedClock() {
  const { promise, resolve } = deferred<void>()
  const clock: Clock = { now: () => 0, sleep: () => promise }
  return { clock, runOut: resolve }
}

describe('who hears of an event', () => {
  test('the handlers of its name, and those of every event', async () => {
    const { receiver, deliver } = endpoint()
    const heard: string[] = []
    receiver
      .on('package.synced', (event) => heard.push(`synced ${event.data.name}`))
      .on(['package.synced', 'package.failed'], (event) => heard.push(`one of two: ${event.meta.event_id}`))
      .on('*', (event) => heard.push(`any: ${event.meta.event_id}`))
      .on('unknown', (event) => heard.push(`unknown: ${event.meta.event_id}`))

    expect((await deliver(anEvent('package.synced'))).status).toBe(200)
    expect(heard.splice(0)).toEqual(['synced left-pad', 'one of two: package.synced', 'any: package.synced'])

    expect((await deliver(anEvent('package.rescanned'))).status).toBe(200)
    expect(heard.splice(0)).toEqual(['any: package.rescanned', 'unknown: package.rescanned'])

    expect((await deliver(anEvent('ping'))).status).toBe(200)
    expect(heard).toEqual(['any: ping'])
  })

  test('a handler knows the headers and which key matched', async () => {
    const { receiver } = endpoint({ signatureKey: ['new', key] })
    const handler = vi.fn()
    receiver.on('*', handler)
    await receiver.fetch(await signedRequest(anEvent(), { key, headers: { 'x-region': 'eu' } }))
    const [, context] = handler.mock.calls[0] ?? []
    expect(context.keyIndex).toBe(1)
    expect(context.headers.get('x-region')).toBe('eu')
  })

  test('the events of an array are handled one after the other', async () => {
    const { receiver } = endpoint()
    const heard: string[] = []
    receiver.on('*', async ({ meta }) => {
      heard.push(`begin ${meta.event_id}`)
      await Promise.resolve()
      heard.push(`end ${meta.event_id}`)
    })
    const body = [anEvent('package.created'), anEvent('package.synced')]
    expect((await receiver.fetch(await signedRequest(body as never, { key }))).status).toBe(200)
    expect(heard).toEqual(['begin package.created', 'end package.created', 'begin package.synced', 'end package.synced'])
  })
})

const post = (body: string, headers = {}) => new Request('http://localhost/', { method: 'POST', body, headers })

describe('what the sender is told', () => {
  test.each([
    ['a look around', 405, undefined, () => new Request('http://localhost/')],
    ['no signature', 401, 'signature-missing', () => post('{}')],
    ['another signature', 401, 'signature-mismatch', () => signedRequest(anEvent(), { key: 'another' })],
    ['no event', 400, 'not-an-event', () => signedRequest({} as never, { key })],
    [
      'a body without a parser',
      415,
      'unsupported-content-type',
      () => signedRequest(anEvent(), { key, headers: { 'content-type': 'text/xml' } }),
    ],
    [
      'JSON called a form',
      400,
      'malformed-body',
      () => signedRequest(anEvent(), { key, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    ],
    ['a length above the limit', 413, 'body-too-large', () => post('{}', { 'content-length': '9999999' })],
    ['a nameless stream above the limit', 413, 'body-too-large', () => endless()],
    [
      'a body that was read before',
      500,
      'body-not-raw',
      async () => {
        const request = await signedRequest(anEvent(), { key })
        await request.json()
        return request
      },
    ],
  ])('%s: %i', async (_, status, code, request) => {
    const { receiver, errors } = endpoint({ maxBytes: 4_000 })
    const handler = vi.fn()
    const answer = await receiver.on('*', handler).fetch(await request())
    expect(answer.status).toBe(status)
    expect(errors.map((error) => error.code)).toEqual(code === undefined ? [] : [code])
    expect(handler).not.toHaveBeenCalled()
    if (status === 405) expect(answer.headers.get('allow')).toBe('POST')
  })

  test('an endless body is not read to its end', async () => {
    const request = endless()
    const { receiver } = endpoint({ maxBytes: 4_000 })
    expect((await receiver.fetch(request)).status).toBe(413)
    expect(pulls).toBeLessThan(10)
    expect(cancelled).toBe(true)
  })

  let pulls = 0
  let cancelled = false
  function endless(): Request {
    pulls = 0
    cancelled = false
    const body = new ReadableStream({
      pull(controller) {
        pulls += 1
        controller.enqueue(new Uint8Array(1_000))
      },
      cancel() {
        cancelled = true
      },
    })
    return new Request('http://localhost/', { method: 'POST', body, duplex: 'half' })
  }

  test('a stream that fails is our failure, and never a crash', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('connection lost')) })
    const { receiver, errors } = endpoint()
    expect((await receiver.fetch(new Request('http://localhost/', { method: 'POST', body, duplex: 'half' }))).status).toBe(500)
    expect(errors).toMatchObject([{ message: 'connection lost' }])
  })

  test('fuzzed requests are answered, never with words of ours but the status', async () => {
    const { receiver } = endpoint({ onError: () => Promise.reject(new Error('the reporter fails too')) })
    const words = new Set<string>()
    const method = fc.constantFrom('POST', 'PUT', 'DELETE')
    const headers = fc.dictionary(
      fc.constantFrom('x-cloudsmith-signature', 'content-type', 'content-length', 'x-hub-signature-256'),
      fc.stringMatching(/^[!-~]{0,60}$/),
    )
    await fc.assert(
      fc.asyncProperty(method, headers, fc.oneof(fc.string(), fc.uint8Array()), async (method, headers, body) => {
        const answer = await receiver.fetch(new Request('http://localhost/', { method, headers, body }))
        words.add(await answer.text())
        expect([401, 405, 413]).toContain(answer.status)
      }),
      { numRuns: 200 },
    )
    expect([...words].sort()).toEqual(expect.arrayContaining(['method not allowed', 'unauthorized']))
    expect(words.size).toBeLessThanOrEqual(3)
  })

  test('without onError, a failure is at least in the log', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const receiver = createReceiver({ signatureKey: key })
    await receiver.fetch(post('{}'))
    expect(log.mock.calls).toMatchObject([[{ code: 'signature-missing' }]])
    log.mockRestore()
  })

  test('a receiver without a key is refused where it is made, not at the first delivery', () => {
    expect(() => createReceiver({ signatureKey: undefined })).toThrow(TypeError)
  })
})

describe('a delivery that comes again', () => {
  test('is answered and not handled again', async () => {
    const { receiver, deliver } = endpoint()
    const handler = vi.fn()
    receiver.on('*', handler)
    const event = anEvent()
    for (let attempt = 0; attempt < 3; attempt++) expect((await deliver(event)).status).toBe(200)
    expect(handler).toHaveBeenCalledTimes(1)
  })

  test('is handled again where a handler failed, until all have ended well', async () => {
    const store = new Set<string>()
    const { receiver, errors, deliver } = endpoint({ store })
    const handler = vi.fn().mockRejectedValueOnce(new Error('database away')).mockResolvedValue('fine')
    receiver.on('package.synced', handler)
    const event = anEvent()

    const first = await deliver(event)
    expect([first.status, await first.text()]).toEqual([500, 'internal error'])
    expect(errors).toEqual([{ code: undefined, message: 'database away', event: 'package.synced' }])
    expect(store.size).toBe(0)

    expect((await deliver(event)).status).toBe(200)
    expect([...store]).toEqual([event.meta.trigger_id])
    expect(handler).toHaveBeenCalledTimes(2)
  })

  test('is always handled where it has no trigger', async () => {
    const { receiver, deliver } = endpoint()
    const handler = vi.fn()
    receiver.on('unknown', handler)
    for (let attempt = 0; attempt < 2; attempt++) await deliver({ meta: { event_id: 'from.a.template' } })
    expect(handler).toHaveBeenCalledTimes(2)
  })

  test('a store that is away is a failure, so that the sender tries again', async () => {
    const away = () => Promise.reject(new Error('store away'))
    const { deliver, errors } = endpoint({ store: { has: away, add: away } })
    expect((await deliver(anEvent())).status).toBe(500)
    expect(errors).toMatchObject([{ message: 'store away' }])
  })

  test('one handler that fails does not stop the others, and every failure is told of', async () => {
    const { receiver, errors, deliver } = endpoint()
    const healthy = vi.fn()
    receiver
      .on('*', () => {
        throw new Error('one')
      })
      .on('*', () => Promise.reject(new Error('two')))
      .on('*', healthy)
    expect((await deliver(anEvent())).status).toBe(500)
    expect(healthy).toHaveBeenCalledTimes(1)
    expect(errors).toMatchObject([{ message: '2 handlers failed.' }])
  })
})

/** A platform that records the promises passed to its `waitUntil`. */
function waitingPlatform() {
  const kept: Promise<unknown>[] = []
  return {
    kept,
    waitUntil(promise: Promise<unknown>) {
      kept.push(promise)
    },
  }
}

describe('a handler that takes its time', () => {
  test('is waited for where nothing keeps it alive after the answer, whatever the limit', async () => {
    const { clock, runOut } = stoppedClock()
    const { receiver, deliver } = endpoint({ clock, timeLimit: 5_000 })
    const work = deferred<void>()
    const handler = vi.fn(() => work.promise)
    receiver.on('*', handler)
    const pending = deliver(anEvent())
    runOut()
    await vi.waitFor(() => expect(handler).toHaveBeenCalled())
    const turns = new Promise((resolve) => setTimeout(() => resolve('still waiting')))
    expect(await Promise.race([pending, turns])).toBe('still waiting')
    work.reject(new Error('at last'))
    expect((await pending).status).toBe(500)
  })

  test('is not waited for where the platform can wait: 202 at once, and the work goes on', async () => {
    const store = new Set<string>()
    const { receiver } = endpoint({ store })
    const work = deferred<void>()
    receiver.on('*', () => work.promise)
    const event = anEvent()
    const platform = waitingPlatform()
    const answer = await receiver.fetch(await signedRequest(event, { key }), platform)
    expect([answer.status, await answer.text()]).toEqual([202, 'accepted'])
    work.resolve()
    expect(await Promise.all(platform.kept)).toEqual([true])
    expect([...store]).toEqual([event.meta.trigger_id])
  })

  test('is left to go on after its limit, kept alive by the platform, and not called again', async () => {
    const { clock, runOut } = stoppedClock()
    const store = new Set<string>()
    const { receiver } = endpoint({ clock, store, timeLimit: 5_000 })
    const work = deferred<void>()
    const handler = vi.fn(() => work.promise)
    receiver.on('*', handler)
    const event = anEvent()
    const platform = waitingPlatform()
    const deliver = async () => receiver.fetch(await signedRequest(event, { key }), platform)

    const pending = deliver()
    runOut()
    expect((await pending).status).toBe(202)
    expect(store.size).toBe(0)
    expect((await deliver()).status).toBe(202)

    work.resolve()
    expect(await Promise.all(platform.kept)).toEqual([true, true])
    expect([...store]).toEqual([event.meta.trigger_id])
    expect((await deliver()).status).not.toBe(500)
    expect(handler).toHaveBeenCalledTimes(1)
  })

  test('and fails after 202 is told of, and handled again if the delivery comes again', async () => {
    const told = deferred<unknown>()
    const { receiver } = endpoint({ onError: told.resolve })
    const work = deferred<void>()
    const handler = vi.fn().mockReturnValueOnce(work.promise)
    receiver.on('*', handler)
    const event = anEvent()
    const platform = waitingPlatform()
    expect((await receiver.fetch(await signedRequest(event, { key }), platform)).status).toBe(202)
    work.reject(new Error('too late'))
    expect(await told.promise).toMatchObject({ message: 'too late' })
    await Promise.all(platform.kept)
    await receiver.fetch(await signedRequest(event, { key }))
    expect(handler).toHaveBeenCalledTimes(2)
  })

  test('is waited for where the platform turns it down, as the `after` of Next.js does outside of a request', async () => {
    const { receiver, errors } = endpoint()
    const handler = vi.fn(async () => {})
    receiver.on('*', handler)
    const waitUntil = () => {
      throw new Error('`after` was called outside a request scope.')
    }
    expect((await receiver.fetch(await signedRequest(anEvent(), { key }), { waitUntil })).status).toBe(200)
    expect((await receiver.fetch(post('{}'), { waitUntil })).status).toBe(401)
    expect(errors).toMatchObject([{ code: 'signature-missing' }])
    expect(handler).toHaveBeenCalledTimes(1)
  })

  test('is waited for where a server hands over something else', async () => {
    const { receiver } = endpoint()
    const environment = { KEY: 'an environment' } as never
    expect((await receiver.fetch(await signedRequest(anEvent(), { key }), environment)).status).toBe(200)
    expect((await receiver.fetch(await signedRequest(anEvent(), { key }), null as never)).status).toBe(200)
  })

  test('the timer of a delivery that was in time is stopped', async () => {
    const signals: AbortSignal[] = []
    const clock: Clock = {
      now: () => 0,
      sleep: (milliseconds, signal) => {
        expect(milliseconds).toBe(1_234)
        if (signal !== undefined) signals.push(signal)
        return new Promise(() => {})
      },
    }
    const { receiver } = endpoint({ clock, timeLimit: 1_234 })
    expect((await receiver.fetch(await signedRequest(anEvent(), { key }), waitingPlatform())).status).toBe(200)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })

  test('may take for ever: an infinite limit is not over at once', async () => {
    const { receiver } = endpoint({ timeLimit: Number.POSITIVE_INFINITY })
    receiver.on('*', () => new Promise((resolve) => setTimeout(() => setTimeout(resolve))))
    expect((await receiver.fetch(await signedRequest(anEvent(), { key }), waitingPlatform())).status).toBe(200)
  })
})

describe('what would keep a request open', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const stalled = () => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) })
    return new Request('http://localhost/', { method: 'POST', body, duplex: 'half' })
  }

  test.each([
    ['by default', {}, 10_000],
    ['where it is set', { bodyTimeLimit: 250 }, 250],
  ])('a body that does not end is given up %s', async (_, options, limit) => {
    const { receiver, errors } = endpoint(options)
    const pending = receiver.fetch(stalled())
    await vi.advanceTimersByTimeAsync(limit - 1)
    expect(errors).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    const answer = await pending
    expect([answer.status, await answer.text()]).toEqual([408, 'request timeout'])
    expect(errors).toMatchObject([{ code: 'body-too-slow', message: expect.stringContaining(`${limit} ms`) }])
  })

  test.each([
    ['by default', {}, 3_000],
    ['where it is set', { onErrorTimeLimit: 250 }, 250],
  ])('an onError that hangs holds no unsigned request open %s', async (_, options, limit) => {
    const onError = vi.fn(() => new Promise(() => {}))
    const { receiver } = endpoint({ onError, ...options })
    const pending = receiver.fetch(post('{}'))
    await vi.waitFor(() => expect(onError).toHaveBeenCalled())
    await vi.advanceTimersByTimeAsync(limit)
    expect((await pending).status).toBe(401)
  })

  test('an onError that hangs holds no failed delivery open', async () => {
    const onError = vi.fn(() => new Promise(() => {}))
    const { receiver, deliver } = endpoint({ onError })
    receiver.on('*', () => Promise.reject(new Error('database away')))
    const pending = deliver(anEvent())
    await vi.waitFor(() => expect(onError).toHaveBeenCalled())
    await vi.advanceTimersByTimeAsync(3_000)
    expect((await pending).status).toBe(500)
  })

  test('where the platform can wait, a refusal does not wait for onError at all', async () => {
    const told = deferred<void>()
    const { receiver } = endpoint({ onError: () => told.promise })
    const platform = waitingPlatform()
    expect((await receiver.fetch(post('{}'), platform)).status).toBe(401)
    told.resolve()
    await Promise.all(platform.kept)
    expect(platform.kept).toHaveLength(1)
  })

  test('no timer is left behind', async () => {
    const { deliver } = endpoint()
    await deliver(anEvent())
    await deliver({ no: 'event' })
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a request that is not what it seems', () => {
  const broken = (name: string) => {
    const request = post('{}', { 'x-cloudsmith-signature': '0'.repeat(40) })
    return Object.defineProperty(request, name, {
      get() {
        throw new Error('a broken getter')
      },
    })
  }

  test.each([
    ['a body that throws where it is looked at', 400, 'body-unreadable', () => broken('body')],
    ['a bodyUsed that throws', 400, 'body-unreadable', () => broken('bodyUsed')],
    ['headers that throw', 500, undefined, () => broken('headers')],
    ['a method that throws', 500, undefined, () => broken('method')],
    [
      'a body that is text',
      400,
      'body-unreadable',
      () => ({ method: 'POST', headers: new Headers(), body: '{}', bodyUsed: false }),
    ],
    ['no headers', 401, 'signature-missing', () => ({ method: 'POST', headers: undefined, body: null, bodyUsed: false })],
    ['a body that somebody else is reading', 500, 'body-not-raw', () => locked()],
    ['chunks that are no bytes', 500, 'body-not-raw', () => chunks({ parsed: true })],
    ['chunks that are nothing', 500, 'body-not-raw', () => chunks(null)],
    ['chunks that are text', 401, 'signature-missing', () => chunks('{}')],
    ['no stream but something like it', 500, undefined, () => pretending()],
  ])('%s: %i', async (_, status, code, request) => {
    const { receiver, errors } = endpoint()
    const handler = vi.fn()
    expect((await receiver.on('*', handler).fetch(request() as never)).status).toBe(status)
    expect(errors.map((error) => error.code)).toEqual([code])
    expect(handler).not.toHaveBeenCalled()
  })

  function locked() {
    const request = post('{}')
    request.body?.getReader()
    return request
  }

  function chunks(chunk: unknown) {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(chunk)
        controller.close()
      },
    })
    return { method: 'POST', headers: new Headers(), body, bodyUsed: false }
  }

  function pretending() {
    const reader = { read: () => Promise.reject(new Error('no')), cancel: () => undefined }
    return { method: 'POST', headers: new Headers(), body: { getReader: () => reader }, bodyUsed: false }
  }

  test('text in several chunks is what it is together', async () => {
    const event = anEvent('package.synced', { data: { summary: 'ünïcode' } })
    const signed = await signedRequest(event, { key })
    const text = await signed.text()
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(text.slice(0, 50))
        controller.enqueue(new TextEncoder().encode(text.slice(50)))
        controller.close()
      },
    })
    const { receiver, errors } = endpoint()
    expect((await receiver.fetch({ method: 'POST', headers: signed.headers, body, bodyUsed: false })).status).toBe(200)
    expect(errors).toEqual([])
  })
})
