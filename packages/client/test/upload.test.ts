import { createEmulator } from '@cloudsmith-sdk/emulator'
import { createObserver } from '@cloudsmith-sdk/openapi/conformance'
import { describe, expect, test } from 'vitest'
import { Cloudsmith } from '../src/index.ts'
import { partsOf, partSize as usualPartSize } from '../src/upload/parts.ts'
import { deliver, type Parcel } from './support/sending.ts'
import { type Handler, sendJson, serve } from './support/server.ts'

const observe = await createObserver()

/** Parts of the default size are sent in the durability suite: they would take most of the time here. */
const partSize = 5 * 2 ** 18

const inParts = (handler: Handler, source: Parcel['source'], more: Partial<Parcel> = {}) =>
  deliver(handler, { way: 'put_parts', source, partSize, ...more })

/** Slightly more than two parts, in ASCII. */
const large = (size = partSize) => new Blob(new Array(11).fill(new Uint8Array(size / 5).fill(65)))
const ok: Handler = (response) => sendJson(response, 200, {})

test('a file of two parts and a bit arrives in three, whole', async () => {
  const { outcome, parts, sent, lengths } = await inParts(ok, large())
  expect(outcome).toBe('up1')
  expect([...parts].sort()).toEqual(['1', '2', '3'])
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(large().size)
  expect(sent.at(-1)).toBe(large().size)
})

test('a stream of unknown length arrives in the same parts, one after the other', async () => {
  const { outcome, parts, lengths } = await inParts(ok, large().stream())
  expect(outcome).toBe('up1')
  expect(parts).toEqual(['1', '2', '3'])
  expect(lengths).toEqual([partSize, partSize, partSize / 5])
})

test('unless somebody says otherwise, a part has 100 MiB', async () => {
  const sizes: number[] = []
  for await (const part of partsOf({ name: 'big.bin', source: large(usualPartSize) })) {
    if (part instanceof Blob) sizes.push(part.size)
  }
  expect(sizes).toEqual([100, 100, 20].map((mebibytes) => mebibytes * 2 ** 20))
})

test('a part whose connection breaks is sent again, whole', async () => {
  const small = new Blob(['abc'])
  const { outcome, parts, lengths } = await inParts(
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
  const { outcome, parts, lengths } = await inParts(ok, new Blob([new Uint8Array(size).fill(65)]), {
    partSize: size,
    meet: (request) => {
      begun += 1
      if (begun > 1) return
      request.once('data', (bytes: string | Buffer) => {
        half = bytes.length
        request.socket.destroy()
      })
    },
  })
  expect(outcome).toBe('up1')
  expect(half).toBeGreaterThan(0)
  expect(half).toBeLessThan(size)
  expect(begun).toBe(2)
  expect(parts).toEqual(['1'])
  expect(lengths).toEqual([size])
})

test('a part that is refused stops the others, and nothing more is begun', async () => {
  const { outcome, parts } = await inParts((response, arrival) => {
    // The others hang until they are aborted: otherwise, the test would not end.
    if (arrival.url.includes('part_number=2')) sendJson(response, 403, { detail: 'No.' })
  }, large())
  expect(outcome).toMatchObject({ name: 'PermissionError', status: 403 })
  expect(parts.length).toBeLessThanOrEqual(3)
})

test('an abort stops every part', async () => {
  const controller = new AbortController()
  const { outcome } = await inParts(() => controller.abort('enough'), large(), { signal: controller.signal })
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
    const pkg = await cloudsmith.push({ ...common, file })
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
