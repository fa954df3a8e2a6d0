import { createEmulator } from '@cloudsmith-sdk/emulator'
import { createObserver } from '@cloudsmith-sdk/openapi/conformance'
import { beforeEach, describe, expect, test } from 'vitest'
import { Cloudsmith } from '../src/index.ts'
import { defaultLimits } from '../src/limits.ts'
import { attemptWith } from '../src/transport/deadline.ts'
import { withRetry } from '../src/transport/retry.ts'
import { createRetryQuota } from '../src/transport/retry-quota.ts'
import { sendBy } from '../src/transport/send.ts'
import { createByteSender } from '../src/upload/byte-sender.ts'
import { partSize } from '../src/upload/parts.ts'
import { sendBytes } from '../src/upload/send-bytes.ts'
import { jumpingClock } from './support/clock.ts'
import { type Handler, sendJson, serve } from './support/server.ts'

const observe = await createObserver()

const clock = jumpingClock()
let quota = createRetryQuota()
beforeEach(() => {
  quota = createRetryQuota()
})

/** Sends a file to a server that answers as it is told. */
async function upload(
  handler: Handler,
  source: Blob | ReadableStream<Uint8Array>,
  signal?: AbortSignal,
  meet?: Parameters<typeof serve>[1],
) {
  const { url, arrivals } = await serve(handler, meet)
  const send = createByteSender({
    send: sendBy(undefined),
    authenticatedSend: sendBy(undefined),
    authenticated: true,
    trust: () => undefined,
    secrets: new Set(),
    limits: { ...defaultLimits, retries: 2 },
    clock,
    transportOver: (fetching) => withRetry(attemptWith(fetching), { clock, quota, random: () => 0 }),
  })
  const size = source instanceof Blob ? source.size : undefined
  const sent: number[] = []
  const outcome = await sendBytes('put_parts', {
    upload: { identifier: 'up1', upload_url: `${url}/upload` } as never,
    file: { name: 'big.bin', source, size },
    send,
    signal,
    onBytes: (bytes) => sent.push(bytes),
  }).catch((error: unknown) => error)
  const parts = arrivals.map(({ url: path }) => new URLSearchParams(path.split('?')[1]).get('part_number'))
  return { outcome, parts, sent, lengths: arrivals.map(({ body }) => body.length) }
}

/** Two parts and a bit, of ASCII. */
const large = () => new Blob(Array.from({ length: 11 }, () => new Uint8Array(partSize / 5).fill(65)))
const ok: Handler = (response) => sendJson(response, 200, {})

test('a file of two parts and a bit arrives in three, whole', async () => {
  const { outcome, parts, sent, lengths } = await upload(ok, large())
  expect(outcome).toBe('up1')
  expect([...parts].sort()).toEqual(['1', '2', '3'])
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(large().size)
  expect(sent.at(-1)).toBe(large().size)
})

test('a stream of unknown length arrives in the same parts, one after the other', async () => {
  const { outcome, parts, lengths } = await upload(ok, large().stream())
  expect(outcome).toBe('up1')
  expect(parts).toEqual(['1', '2', '3'])
  expect(lengths).toEqual([partSize, partSize, partSize / 5])
})

test('a part whose connection breaks is sent again, whole', async () => {
  const small = new Blob(['abc'])
  const { outcome, parts, lengths } = await upload(
    (response, arrival, number) => (number === 1 ? response.destroy() : ok(response, arrival, number)),
    small.stream(),
  )
  expect(outcome).toBe('up1')
  expect(parts).toEqual(['1', '1'])
  expect(lengths).toEqual([3, 3])
})

test('a part whose connection breaks in the middle of it is sent again, whole', async () => {
  let half = 0
  let begun = 0
  const size = 4 * 2 ** 20
  const { outcome, parts, lengths } = await upload(ok, new Blob([new Uint8Array(size).fill(65)]), undefined, (request) => {
    begun += 1
    if (begun > 1) return
    request.once('data', (bytes: string | Buffer) => {
      half = bytes.length
      request.socket.destroy()
    })
  })
  expect(outcome).toBe('up1')
  expect(half).toBeGreaterThan(0)
  expect(half).toBeLessThan(size)
  expect(begun).toBe(2)
  expect(parts).toEqual(['1'])
  expect(lengths).toEqual([size])
})

test('a part that is refused stops the others, and nothing more is begun', async () => {
  const { outcome, parts } = await upload((response, arrival) => {
    // The others hang until they are stopped: the test would not end otherwise.
    if (arrival.url.includes('part_number=2')) sendJson(response, 403, { detail: 'No.' })
  }, large())
  expect(outcome).toMatchObject({ name: 'PermissionError', status: 403 })
  expect(parts.length).toBeLessThanOrEqual(3)
})

test('an abort stops every part', async () => {
  const controller = new AbortController()
  const { outcome } = await upload(() => controller.abort('enough'), large(), controller.signal)
  expect(outcome).toMatchObject({ name: 'AbortError' })
})

test.each(['put', 'put_parts'] as const)(
  'a %s that is refused with 401 is sent once more, whole, with a fresh key',
  async (method) => {
    const { url, arrivals } = await serve((response, { url: path, headers }) => {
      if (path.startsWith('/upload/') && headers['x-api-key'] !== 'fresh') sendJson(response, 401, { detail: 'Invalid token.' })
      else if (path === '/files/acme/dev/') sendJson(response, 200, { identifier: 'up1', upload_url: `${url}/upload/` })
      else sendJson(response, 200, { namespace: 'acme', repository: 'dev', slug_perm: 'abc' })
    })
    const apiKey = (refused?: string) => (refused === undefined ? 'old' : 'fresh')
    const file = new File(['hello'], 'hello.txt')
    await new Cloudsmith({ baseUrl: url, apiKey, retries: 0 }).push({
      ...{ owner: 'acme', repo: 'dev', format: 'raw', file, method },
      waitForSync: false,
    })
    const uploads = arrivals.filter(({ url: path }) => path.startsWith('/upload/'))
    expect(uploads.map(({ body, headers }) => [body, headers['x-api-key']])).toEqual([
      ['hello', 'old'],
      ['hello', 'fresh'],
    ])
  },
)

describe('against the emulator', () => {
  test('a stream is pushed in parts and its upload is completed', async () => {
    const emulator = createEmulator({ observe })
    const cloudsmith = new Cloudsmith({
      apiKey: 'emulator-admin-key',
      fetch: (request) => emulator.fetch(request),
      clock: emulator.clock,
    })
    const file = new Blob(['hello']).stream()
    const common = { owner: 'acme', repo: 'dev', format: 'raw', filename: 'hello.txt', name: 'hello', version: '1' } as const
    const pkg = await cloudsmith.push({ ...common, file, clock: emulator.clock })
    expect(pkg.checksum_sha256).toBe('2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824')
    expect(emulator.requests.all.some(({ operation }) => operation === 'files_complete')).toBe(true)
  })

  test('a stream without bytes is an error, and its upload is thrown away', async () => {
    const emulator = createEmulator({ observe })
    const cloudsmith = new Cloudsmith({
      apiKey: 'emulator-admin-key',
      fetch: (request) => emulator.fetch(request),
      clock: emulator.clock,
    })
    const file = new Blob([]).stream()
    const call = cloudsmith.push({ owner: 'acme', repo: 'dev', format: 'raw', filename: 'none.txt', file })
    await expect(call).rejects.toThrow('none.txt is empty')
    expect(emulator.requests.all.some(({ operation }) => operation === 'files_abort')).toBe(true)
  })
})
