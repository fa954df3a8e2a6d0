import { describe, expect, test } from 'vitest'
import { jumpingClock, settled, standingClock, start } from '../test/support/clock.ts'
import { answering, json } from '../test/support/transport.ts'
import { Cloudsmith } from './cloudsmith.ts'
import { InvalidRequestError, RateLimitError, TimeoutError } from './errors/index.ts'
// The queue is loaded when a call first has to wait; the steps of these tests must not wait for that.
import './later.ts'

const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }
const allowance = (remaining: number, limit = 100) => ({
  'X-RateLimit-Limit': String(limit),
  'X-RateLimit-Remaining': String(remaining),
  'X-RateLimit-Reset': String(start / 1000 + 3600),
})

describe('a client with other limits', () => {
  test('is a whole client, over the same connection', async () => {
    const { fetch, sent } = answering(json(200, { name: 'lodash' }, allowance(99)))
    const cloudsmith = new Cloudsmith({ apiKey: 'key', fetch, baseUrl: 'https://proxy.example' })
    const other = cloudsmith.withOptions({ retries: 0 })

    expect(other).toBeInstanceOf(Cloudsmith)
    expect(await other.packages.read(at)).toEqual({ name: 'lodash' })
    expect((await other.v1.GET('/packages/{owner}/{repo}/{identifier}/', { params: { path: at } })).data).toMatchObject({
      name: 'lodash',
    })
    expect(sent.map(({ url, headers }) => [url, headers.get('x-api-key')])).toEqual(
      Array(2).fill(['https://proxy.example/packages/acme/dev/abc/', 'key']),
    )
    expect(cloudsmith.rateLimit).toMatchObject({ remaining: 99 })
    expect(other.rateLimit).toBe(cloudsmith.rateLimit)
  })

  test('keeps what it was not told to change, and leaves the first as it was', async () => {
    const { fetch, sent } = answering(json(503, {}))
    const cloudsmith = new Cloudsmith({ fetch, clock: jumpingClock(), retries: 1 })
    const count = async (client: Cloudsmith) => {
      const before = sent.length
      await client.packages.read(at).catch(() => {})
      return sent.length - before
    }

    expect(await count(cloudsmith.withOptions({ retries: 2 }).withOptions({ maxRetryAfter: 5 }))).toBe(3)
    expect(await count(cloudsmith.withOptions({ retries: undefined }))).toBe(2)
    expect(await count(cloudsmith)).toBe(2)
  })

  test('shares the budget of retries', async () => {
    const { fetch, sent } = answering(json(503, {}))
    const cloudsmith = new Cloudsmith({ fetch, clock: jumpingClock(), retries: 100 })
    await cloudsmith.packages.read(at).catch(() => {})
    expect(sent).toHaveLength(101)
    await cloudsmith
      .withOptions({ timeout: 5000 })
      .packages.read(at)
      .catch(() => {})
    expect(sent).toHaveLength(102)
  })

  test('shares hooks, and the secret with its renewal', async () => {
    const { fetch, sent } = answering(json(401, {}), json(200, { name: 'ms' }))
    const [seen, asked]: [string[], (string | undefined)[]] = [[], []]
    const apiKey = (refused?: string) => {
      asked.push(refused)
      return refused === undefined ? 'old' : 'new'
    }
    const cloudsmith = new Cloudsmith({ fetch, apiKey, onRequest: ({ operation }) => seen.push(operation) })
    await cloudsmith.withOptions({ timeout: 5000 }).packages.read(at)

    expect(seen).toEqual(['packages.read'])
    expect(asked).toEqual([undefined, 'old'])
    expect(sent.map(({ headers }) => headers.get('x-api-key'))).toEqual(['old', 'new'])
  })

  test('has a timeout of its own', async () => {
    const cloudsmith = new Cloudsmith({ fetch: () => new Promise(() => {}), retries: 0 })
    await expect(cloudsmith.withOptions({ timeout: 5 }).packages.read(at)).rejects.toBeInstanceOf(TimeoutError)
    await expect(cloudsmith.withOptions({ totalTimeout: 5 }).packages.read(at)).rejects.toThrow('within 5 ms')
  })

  test('of a class of your own is of that class', () => {
    class Ours extends Cloudsmith {}
    expect(new Ours().withOptions({ retries: 0 })).toBeInstanceOf(Ours)
  })

  test.each([{ reserve: 1 }, { deadline: Number.NaN }, { retries: -1 }])('%j is told at once', (limits) => {
    expect(() => new Cloudsmith().withOptions(limits)).toThrow(InvalidRequestError)
  })
})

describe('clients of one connection keep to one allowance', () => {
  test('F50 each leaves the share to others that it was told to', async () => {
    const clock = standingClock()
    let left = 10
    const cloudsmith = new Cloudsmith({ clock, fetch: async () => json(200, { name: 'ms' }, allowance(--left, 10)) })
    const modest = cloudsmith.withOptions({ reserve: 0.5, deadline: Number.POSITIVE_INFINITY })
    await cloudsmith.packages.read(at)
    for (let call = 0; call < 8; call++) void modest.packages.read(at)
    await settled()
    expect(left).toBe(5)

    await cloudsmith.packages.read(at)
    expect(left).toBe(4)
  })

  test('what one is refused with, all keep to', async () => {
    const { fetch, sent } = answering(json(429, {}, { 'Retry-After': '30' }), json(200, { name: 'ms' }))
    const clock = standingClock()
    const cloudsmith = new Cloudsmith({ clock, fetch })
    const calls = [cloudsmith.packages.read(at)]
    await settled()
    calls.push(cloudsmith.packages.read(at), cloudsmith.withOptions({ retries: 0 }).packages.read(at))
    await clock.advance(29_999)
    expect(sent).toHaveLength(1)

    await clock.advance(1)
    await Promise.all(calls)
    expect(sent).toHaveLength(4)
  })
})

describe('a deadline', () => {
  const refused = () =>
    answering(json(429, { detail: 'Request was throttled.' }, { 'Retry-After': '3304' }), json(200, { name: 'ms' }))

  test('of a call has it wait for as long as the service asks, where that ends in time', async () => {
    const { fetch, sent } = refused()
    const clock = jumpingClock()
    await new Cloudsmith({ fetch, clock }).packages.read(at, { deadline: start + 3_304_000 })

    expect(clock.slept).toEqual([3_304_000])
    expect(sent).toHaveLength(2)
  })

  test('that is too near fails it at once, and says when', async () => {
    const { fetch, sent } = refused()
    const clock = jumpingClock()
    const call = new Cloudsmith({ fetch, clock, deadline: start + 3_303_999, maxRetryAfter: 1e9 }).packages.read(at)

    await expect(call).rejects.toBeInstanceOf(RateLimitError)
    await expect(call).rejects.toMatchObject({
      message: expect.stringContaining('Try again at 2026-01-01T00:55:04.000Z, in 3304 s.'),
      retryAfter: 3_304_000,
      attempts: 1,
    })
    expect(clock.slept).toEqual([])
    expect(sent).toHaveLength(1)
  })

  test('holds for raw calls, and what the client refuses itself is thrown there', async () => {
    const { fetch, sent } = refused()
    const cloudsmith = new Cloudsmith({ fetch, clock: jumpingClock() })
    const path = { params: { path: at } }
    const { error } = await cloudsmith.v1.GET('/packages/{owner}/{repo}/{identifier}/', path)
    expect(error).toEqual({ detail: 'Request was throttled.' })
    await expect(cloudsmith.v1.GET('/packages/{owner}/{repo}/{identifier}/', path)).rejects.toMatchObject({
      operation: 'GET /packages/acme/dev/abc/',
      attempts: 0,
    })

    const patient = cloudsmith.withOptions({ deadline: Number.POSITIVE_INFINITY })
    expect((await patient.v1.GET('/packages/{owner}/{repo}/{identifier}/', path)).response.status).toBe(200)
    expect(sent).toHaveLength(2)
  })

  test('a wait for it ends at once when the call is aborted', async () => {
    const { fetch, sent } = refused()
    const clock = standingClock()
    const controller = new AbortController()
    const cloudsmith = new Cloudsmith({ fetch, clock, deadline: Number.POSITIVE_INFINITY })
    const refusedCall = cloudsmith.packages.read(at, { signal: controller.signal })
    await settled()
    const heldCall = cloudsmith.packages.read(at, { signal: controller.signal })
    await settled()
    expect(clock.sleepers).toBe(2)
    controller.abort('enough')

    for (const call of [refusedCall, heldCall]) await expect(call).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
    await settled()
    expect(clock.sleepers).toBe(0)
    expect(sent).toHaveLength(1)
  })
})
