import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { deliver } from './support/sending.ts'
import { type Handler, sendJson } from './support/server.ts'

const content = 'A'.repeat(300_000)
const source = () => new Blob([content])
const ok: Handler = (response) => sendJson(response, 200, {})

/** Fails the first request as the test says, and accepts the second. */
const once =
  (fail: Handler): Handler =>
  (response, arrival, number) =>
    (number === 1 ? fail : ok)(response, arrival, number)

describe.each(['post', 'put', 'put_parts'] as const)('bytes that are sent by %s', (way) => {
  test.each([408, 429, 500, 502, 503, 504])('are sent again, whole, after %i', async (status) => {
    const { outcome, arrivals, sent, slept } = await deliver(
      once((response) => sendJson(response, status, {})),
      { way, source: source() },
    )
    expect(outcome).toBe('up1')
    expect(arrivals).toHaveLength(2)
    expect(arrivals.map(({ body }) => body.includes(content))).toEqual([true, true])
    expect(new Set(arrivals.map(({ body }) => body)).size).toBe(1)
    expect(slept).toHaveLength(1)
    expect(sent.at(-1)).toBe(content.length)
  })

  test('are sent again after an answer that was lost', async () => {
    const { outcome, arrivals } = await deliver(
      once((response) => response.destroy()),
      { way, source: source() },
    )
    expect(outcome).toBe('up1')
    expect(arrivals).toHaveLength(2)
  })

  test('are sent again after a connection that broke in the middle of them', async () => {
    let begun = 0
    const meet = (request: IncomingMessage) => {
      begun += 1
      if (begun === 1) request.once('data', () => request.socket.destroy())
    }
    const { outcome, arrivals, sent } = await deliver(ok, { way, source: source(), meet })
    expect(outcome).toBe('up1')
    expect(begun).toBe(2)
    expect(arrivals).toHaveLength(1)
    expect(sent.at(-1)).toBe(content.length)
  })

  test.each([400, 403, 404, 422])('are not sent again after %i', async (status) => {
    const { outcome, arrivals } = await deliver((response) => sendJson(response, status, {}), { way, source: source() })
    expect(outcome).toMatchObject({ status })
    expect(arrivals).toHaveLength(1)
  })

  test('fail in the end, with how often they were sent', async () => {
    const { outcome } = await deliver((response) => sendJson(response, 500, {}), { way, source: source() })
    expect(outcome).toMatchObject({ name: 'ServerError', attempts: 3 })
  })

  test('are sent again where they stand still', async () => {
    const { outcome, arrivals } = await deliver(
      once(() => {}),
      { way, source: source(), limits: { timeout: 100 } },
    )
    expect(outcome).toBe('up1')
    expect(arrivals.length).toBeGreaterThan(1)
  })

  test('carry their length, which the storage in front of the service asks for', async () => {
    const { arrivals } = await deliver(ok, { way, source: source() })
    const [{ headers, body } = { headers: {}, body: '' }] = arrivals
    expect(headers['content-length']).toBe(String(body.length))
    expect(headers['transfer-encoding']).toBeUndefined()
  })

  test('are told as they leave, and not only at the end', async () => {
    const { sent } = await deliver(ok, { way, source: source() })
    expect(new Set(sent).size).toBeGreaterThan(3)
    expect(sent.toSorted((a, b) => a - b)).toEqual(sent)
    expect(sent.at(-1)).toBe(content.length)
  })
})

test('what leaves of several parts at once adds up', async () => {
  const { sent, parts } = await deliver(ok, { way: 'put_parts', source: source(), partSize: 40_000 })
  expect(parts).toHaveLength(8)
  expect(sent.at(-1)).toBe(content.length)
  expect(Math.max(...sent)).toBe(content.length)
})

test('parts of a stream, which share one memory, arrive each with its own bytes, also when one is sent again', async () => {
  const bytes = Array.from({ length: 10 }, (_, index) => String(index).repeat(1000)).join('')
  const { outcome, arrivals, parts } = await deliver(
    (response, arrival, number) => (number % 2 === 1 ? response.destroy() : ok(response, arrival, number)),
    { way: 'put_parts', source: new Blob([bytes]).stream(), partSize: 3000, limits: { retries: 1 } },
  )
  expect(outcome).toBe('up1')
  expect(parts).toEqual(['1', '1', '2', '2', '3', '3', '4', '4'])
  const taken = arrivals.filter((_, index) => index % 2 === 1)
  expect(taken.map(({ body }) => body).join('')).toBe(bytes)
})

test.each(['post', 'put', 'put_parts'] as const)(
  'a fetch that takes none of the bytes, and pays no attention to its signal, does not hold up a %s for ever',
  async (way) => {
    const fetch = () => new Promise<never>(() => {})
    const limits = { timeout: 5, retries: 1 }
    const { outcome } = await deliver(() => {}, { way, source: new Blob(['bytes']), limits, fetch })
    expect(outcome).toMatchObject({ name: 'TimeoutError', attempts: 2 })
  },
)
