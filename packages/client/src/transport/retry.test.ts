import { describe, expect, test } from 'vitest'
import { jumpingClock, start } from '../../test/support/clock.ts'
import { deadAddress, type Handler, sendJson, serve } from '../../test/support/server.ts'
import { contextOf } from '../../test/support/transport.ts'
import { AbortError, ConnectionError, InvalidRequestError, RedirectError, TimeoutError } from '../errors/index.ts'
import { attemptWith } from './deadline.ts'
import { outgoing } from './outgoing.ts'
import { withRetry } from './retry.ts'
import type { Outcome, RetryOptions } from './retry-options.ts'
import { createRetryQuota } from './retry-quota.ts'
import { sendBy } from './send.ts'
import type { CallContext, Clock } from './transport.ts'
import { delayBeforeRetry } from './wait-to-retry.ts'

const failed = { operation: 'packages.read', attempts: 1, params: {}, url: '' }
const answer = (status: number, retryAfter?: string) =>
  new Response(null, { status, headers: retryAfter === undefined ? {} : { 'Retry-After': retryAfter } })
const broken = new ConnectionError('reset', failed)
const refused = new ConnectionError('refused', failed, {
  cause: new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
})
const late = new TimeoutError('late', failed)
const elsewhere = new RedirectError('elsewhere', failed)

/** Half of the largest jitter, so that the delays in the table are round numbers. */
const options: RetryOptions = { clock: jumpingClock(), quota: createRetryQuota(), random: () => 0.5 }

describe('the delay before a request is sent again', () => {
  test.each<[string, boolean, number, Outcome, number | undefined]>([
    // outcome, idempotent, attempts so far, the same in code, delay
    ['200', true, 1, answer(200), undefined],
    ['400', true, 1, answer(400), undefined],
    ['401', true, 1, answer(401), undefined],
    ['404', true, 1, answer(404), undefined],
    ['500', true, 1, answer(500), undefined],
    ['408', true, 1, answer(408), 250],
    ['502', true, 1, answer(502), 250],
    ['503', true, 1, answer(503), 250],
    ['504', true, 1, answer(504), 250],
    ['503, second time', true, 2, answer(503), 500],
    ['503, third time', true, 3, answer(503), 1000],
    ['503, twentieth time', true, 20, answer(503), 15_000],
    ['503, with a wish', true, 1, answer(503, '7'), 7000],
    ['503', false, 1, answer(503), undefined],
    ['503, with a wish', false, 1, answer(503, '7'), undefined],
    ['429', false, 1, answer(429), 250],
    ['429', true, 1, answer(429), 250],
    ['429 in seconds', false, 1, answer(429, '2'), 2000],
    ['429 at once', false, 1, answer(429, '0'), 0],
    ['429 by date', false, 1, answer(429, new Date(start + 9000).toUTCString()), 9000],
    ['429 just within what the caller waits', false, 1, answer(429, '60'), 60_000],
    ['429 beyond it', false, 1, answer(429, '61'), undefined],
    ['a broken connection', true, 1, broken, 250],
    ['a broken connection', false, 1, broken, undefined],
    ['no connection', false, 1, refused, 250],
    ['a timeout', true, 1, late, 250],
    ['a timeout', false, 1, late, undefined],
    ['a refused redirect', true, 1, elsewhere, undefined],
    ['an abort', true, 1, new AbortError('enough'), undefined],
    ['a mistake of the caller', true, 1, new InvalidRequestError('no'), undefined],
    ['a mistake of ours', true, 1, new TypeError('x is not a function'), undefined],
  ])('after %s (idempotent: %s, attempt %i)', (_, idempotent, attempts, outcome, delay) => {
    expect(delayBeforeRetry(outcome, contextOf({ idempotent, attempts }), options)).toBe(delay)
  })

  test.each<[number, boolean, number | undefined]>([
    [500, true, 250],
    [501, true, 250],
    [599, true, 250],
    [404, true, undefined],
    [500, false, undefined],
  ])('after %i, where every 5xx may pass (idempotent: %s)', (status, idempotent, delay) => {
    const context = contextOf({ idempotent, attempts: 1, anyServerError: true })
    expect(delayBeforeRetry(answer(status), context, options)).toBe(delay)
  })

  test.each<[string, number | undefined, number | undefined]>([
    ['far away', start + 3_304_000, 3_304_000],
    ['too near', start + 3_303_999, undefined],
    ['passed', start - 1, undefined],
    ['never', Number.POSITIVE_INFINITY, 3_304_000],
  ])('a deadline that is %s decides instead of maxRetryAfter', (_, deadline, delay) => {
    expect(delayBeforeRetry(answer(429, '3304'), contextOf({ attempts: 1, deadline }), options)).toBe(delay)
  })

  test('a deadline does not stop our own delays', () => {
    expect(delayBeforeRetry(answer(503), contextOf({ attempts: 1, deadline: start }), options)).toBe(250)
  })

  test('what the caller waits for the service does not stop our own delays', () => {
    expect(delayBeforeRetry(answer(503), contextOf({ attempts: 1, maxRetryAfter: 0 }), options)).toBe(250)
  })
})

/** Sends one request through the retry layer to a live server, with a clock that skips waits. */
async function send(handler: Handler, method: string, known: Partial<CallContext> = {}, given: Partial<RetryOptions> = {}) {
  const { url, arrivals } = await serve(handler)
  return { arrivals, ...(await sendTo(url, method, known, given)) }
}

async function sendTo(url: string, method: string, known: Partial<CallContext> = {}, given: Partial<RetryOptions> = {}) {
  const clock = jumpingClock()
  const context = contextOf({ idempotent: method === 'GET', ...known })
  const transport = withRetry(attemptWith(sendBy(undefined)), { ...options, clock, ...given })
  const request = new Request(url, method === 'GET' ? { method } : { method, body: '{"destination":"staging"}' })
  const outcome = await transport(outgoing(request), context).catch((error: unknown) => error)
  return { outcome, slept: clock.slept, context }
}

const failOnce =
  (fail: Handler): Handler =>
  (response, arrival, number) =>
    number === 1 ? fail(response, arrival, number) : sendJson(response, 200, { ok: true })

describe('over the wire', () => {
  test('a GET that met a 503 is sent again', async () => {
    const { outcome, arrivals, slept, context } = await send(
      failOnce((response) => sendJson(response, 503, {})),
      'GET',
    )

    expect(await (outcome as Response).json()).toEqual({ ok: true })
    expect(arrivals).toHaveLength(2)
    expect(slept).toEqual([250])
    expect(context.attempts).toBe(2)
  })

  test('a POST that met a 503 is not', async () => {
    const { outcome, arrivals, slept } = await send(
      failOnce((response) => sendJson(response, 503, {})),
      'POST',
    )

    expect(outcome).toMatchObject({ status: 503 })
    expect(arrivals).toHaveLength(1)
    expect(slept).toEqual([])
  })

  test('a POST that the caller calls idempotent is', async () => {
    const fail: Handler = (response) => sendJson(response, 503, {})
    expect(await send(failOnce(fail), 'POST', { idempotent: true })).toMatchObject({ outcome: { status: 200 } })
  })

  test.each([
    ['seconds', '3', 3000],
    ['a date', new Date(start + 4000).toUTCString(), 4000],
    ['nothing', undefined, 250],
  ])('a throttled POST is sent again, body and all, after %s', async (_, wish, pause) => {
    const headers: Record<string, string> = wish === undefined ? {} : { 'Retry-After': wish }
    const { outcome, arrivals, slept } = await send(
      failOnce((response) => sendJson(response, 429, {}, headers)),
      'POST',
    )

    expect(outcome).toMatchObject({ status: 200 })
    expect(arrivals.map(({ body }) => body)).toEqual(['{"destination":"staging"}', '{"destination":"staging"}'])
    expect(slept).toEqual([pause])
  })

  test('a wish for a longer wait than the caller has is an answer', async () => {
    const { outcome, arrivals, slept } = await send((response) => sendJson(response, 429, {}, { 'Retry-After': '3304' }), 'GET')

    expect(outcome).toMatchObject({ status: 429 })
    expect(arrivals).toHaveLength(1)
    expect(slept).toEqual([])
  })

  test('a POST that nobody took is sent until the retries are used up', async () => {
    const { outcome, slept, context } = await sendTo(await deadAddress(), 'POST', { retries: 3 })

    expect(outcome).toBeInstanceOf(ConnectionError)
    expect(outcome).toMatchObject({ message: expect.stringContaining('ECONNREFUSED'), attempts: 4 })
    expect(slept).toEqual([250, 500, 1000])
    expect(context.attempts).toBe(4)
  })

  describe.each<[string, Handler]>([
    ['before the answer', (response) => response.destroy()],
    [
      'in the middle of the answer',
      (response) => response.writeHead(200, { 'Content-Length': '100' }).write('{"half":', () => response.destroy()),
    ],
    [
      'after the headers',
      (response) => {
        response.writeHead(200, { 'Content-Length': '100' }).flushHeaders()
        setImmediate(() => response.destroy())
      },
    ],
  ])('a connection that breaks %s', (_, breakOff) => {
    test('is tried again for a GET', async () => {
      const { outcome, arrivals } = await send(failOnce(breakOff), 'GET')
      expect(outcome).toMatchObject({ status: 200 })
      expect(arrivals).toHaveLength(2)
    })

    test('is an error for a POST, which may have been acted on', async () => {
      const { outcome, arrivals } = await send(failOnce(breakOff), 'POST')
      expect(outcome).toBeInstanceOf(ConnectionError)
      expect(arrivals).toHaveLength(1)
    })
  })

  test('no retries is one attempt', async () => {
    const { outcome, arrivals, slept } = await send((response) => sendJson(response, 503, {}), 'GET', { retries: 0 })

    expect(outcome).toMatchObject({ status: 503 })
    expect(arrivals).toHaveLength(1)
    expect(slept).toEqual([])
  })

  test('the last answer counts when all retries are used up', async () => {
    const { outcome, arrivals } = await send((response) => sendJson(response, 503, {}), 'GET', { retries: 2 })

    expect(outcome).toMatchObject({ status: 503 })
    expect(arrivals).toHaveLength(3)
  })

  test('an abort while waiting ends the wait', async () => {
    const controller = new AbortController()
    const clock: Clock = {
      now: () => start,
      sleep: (_, signal) => {
        controller.abort('enough')
        return Promise.reject(signal?.reason)
      },
    }
    const { outcome, arrivals } = await send(
      (response) => sendJson(response, 503, {}),
      'GET',
      { signal: controller.signal },
      { clock },
    )

    expect(outcome).toBeInstanceOf(AbortError)
    expect(outcome).toMatchObject({ cause: 'enough' })
    expect(arrivals).toHaveLength(1)
  })
})
