import { afterEach, beforeEach, expect, test } from 'vitest'
import { json } from '../../test/json.ts'
import { createEmulator, type Emulator } from '../index.ts'
import { type EmulatorServer, serve } from '../server.ts'

const headers = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }
const tooLong = 'The body is longer than 1000 bytes, the limit of this emulator. Start it with a higher one: --max-body.'

type Body = NonNullable<RequestInit['body']>

let server: EmulatorServer
let emulator: Emulator
beforeEach(async () => {
  // Not checked against the API description, because 413 comes from the server itself.
  emulator = createEmulator()
  server = await serve(emulator, { maxBody: 1000 })
})
afterEach(() => server.close())

/** A body of unknown length. */
function* chunks(length: number) {
  for (let sent = 0; sent < length; sent += 100) yield new Uint8Array(100)
}

const put = (body: Body) =>
  fetch(`${server.url}/upload/acme/dev/a.bin`, { method: 'PUT', headers, body, duplex: 'half' } as RequestInit)

test('a body up to the limit is taken, said to be so long or not', async () => {
  expect((await put(new Uint8Array(1000))).status).toBe(200)
  expect((await put(ReadableStream.from(chunks(1000)))).status).toBe(200)
})

test.each<[string, () => Body]>([
  ['one that says so', () => new Uint8Array(1001)],
  ['one that does not', () => ReadableStream.from(chunks(1100))],
])('a longer body is refused, %s', async (_which, body) => {
  const response = await put(body())
  expect(response.status).toBe(413)
  expect(await response.json()).toEqual({ detail: tooLong })
  expect(emulator.requests.all).toMatchObject([{ status: 413 }])
  expect((await fetch(`${server.url}/repos/acme/`, { headers })).status).toBe(200)
})

test('forms, JSON and the control API have the same limit', async () => {
  const long = 'x'.repeat(1100)
  const post = (path: string, body: Body, extra: Record<string, string> = headers) =>
    fetch(server.url + path, { method: 'POST', headers: extra, body })
  expect((await post('/repos/acme/', JSON.stringify({ name: long }))).status).toBe(413)
  const { upload_url, upload_fields } = await json(await post('/files/acme/dev/', '{"filename":"a.bin"}'))
  const form = new FormData()
  for (const [name, value] of Object.entries(upload_fields)) form.append(name, String(value))
  form.append('file', new File([long], 'a.bin'))
  expect((await fetch(upload_url, { method: 'POST', body: form })).status).toBe(413)
  const controlled = await post('/_emulator/faults', long)
  expect([controlled.status, await controlled.json()]).toEqual([413, { detail: tooLong }])
})

test('headers have a limit too, as they are remembered, and a search may be long all the same', async () => {
  const ask = (path: string, value: string) => fetch(server.url + path, { headers: { ...headers, 'X-Long': value } })
  expect((await ask(`/packages/acme/dev/?query=${'x'.repeat(200_000)}`, '')).status).toBe(414)
  expect((await ask('/repos/acme/', 'x'.repeat(60_000))).status).toBe(200)
  const refused = await ask('/repos/acme/', 'x'.repeat(70_000))
  const detail = 'The headers are longer than 65536 characters, the limit of this emulator.'
  expect([refused.status, await refused.json()]).toEqual([431, { detail }])
  expect(emulator.requests.all.at(-1)).toMatchObject({ url: '/repos/acme/', status: 431, hint: detail })
})
