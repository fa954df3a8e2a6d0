import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Cloudsmith, type CloudsmithOptions, type DownloadProgress, type DownloadSource } from '../src/index.ts'
import { downloadTo } from '../src/node.ts'
import { jumpingClock } from './support/clock.ts'
import { type Handler, sendJson, serve } from './support/server.ts'

const bytes = 'the bytes of a package'
const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(bytes))).toString('hex')
const apiKey = 'key-of-the-service'

async function scene(handler: Handler, known: Partial<Extract<DownloadSource, { cdn_url: unknown }>> = {}) {
  const { url, arrivals } = await serve(handler)
  const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey, clock: jumpingClock(), timeout: 2_000, retries: 1 })
  const pkg = { cdn_url: `${url}/basic/acme/dev/raw/a.txt`, filename: 'a.txt', checksum_sha256: sha256, ...known }
  return { cloudsmith, pkg, arrivals, url }
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'download-'))
  onTestFinished(() => rm(path, { recursive: true }))
  return path
}

const send: Handler = (response) => response.end(bytes)

test('the bytes come, as a Blob or as a stream, with the key as the password of "token"', async () => {
  const { cloudsmith, pkg, arrivals } = await scene(send)
  const download = await cloudsmith.download(pkg)
  expect(download).toMatchObject({ filename: 'a.txt', sha256 })
  expect(await (await download.blob()).text()).toBe(bytes)
  expect(await new Response((await cloudsmith.download(pkg)).stream).text()).toBe(bytes)
  expect(arrivals[0]?.headers.authorization).toBe(`Basic ${btoa(`token:${apiKey}`)}`)
})

test('what has come is told as it comes, with the rate', async () => {
  const { url } = await serve((response) => response.writeHead(200, { 'Content-Length': 300_000 }).end('A'.repeat(300_000)))
  let now = 0
  // A second passes between any two readings.
  const clock = {
    ...jumpingClock(),
    now: () => {
      now += 1000
      return now
    },
  }
  const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey, clock })
  const pkg = { cdn_url: `${url}/a.txt`, filename: 'a.txt', checksum_sha256: '' }
  const seen: DownloadProgress[] = []
  await (await cloudsmith.download(pkg, { onProgress: (progress) => seen.push(progress) })).blob()

  expect(seen.length).toBeGreaterThan(1)
  expect(seen.at(-1)).toEqual({
    filename: 'a.txt',
    receivedBytes: 300_000,
    totalBytes: 300_000,
    bytesPerSecond: expect.any(Number),
  })
  expect(seen[0]?.bytesPerSecond).toBe(seen[0]?.receivedBytes)
})

test('where only its place is known, the package is read first', async () => {
  const scenery = await scene((response, arrival) => {
    if (arrival.url === '/packages/acme/dev/abc/') sendJson(response, 200, scenery.pkg)
    else response.end(bytes)
  })
  const download = await scenery.cloudsmith.download({ owner: 'acme', repo: 'dev', identifier: 'abc' })
  expect(await (await download.blob()).text()).toBe(bytes)
})

test('a redirect to another origin is followed without the credential', async () => {
  const cdn = await serve(send)
  const { cloudsmith, pkg } = await scene((response) => response.writeHead(302, { Location: `${cdn.url}/a?signature=1` }).end())
  expect(await (await (await cloudsmith.download(pkg)).blob()).text()).toBe(bytes)
  expect(cdn.arrivals.map(({ headers }) => [headers.authorization, headers['x-api-key']])).toEqual([[undefined, undefined]])
})

test('a redirect from https to http is not followed', async () => {
  const cdn = await serve(send)
  const secure = async () => new Response(null, { status: 302, headers: { Location: cdn.url } })
  const cloudsmith = new Cloudsmith({ apiKey, fetch: secure })
  const pkg = { cdn_url: 'https://dl.cloudsmith.io/basic/a.txt', filename: 'a.txt', checksum_sha256: sha256 }
  await expect(cloudsmith.download(pkg)).rejects.toMatchObject({ name: 'RedirectError' })
  expect(cdn.arrivals).toEqual([])
})

test('an address at a host that is not the service gets no credential', async () => {
  const other = await serve(send)
  const { cloudsmith, pkg } = await scene(send, { cdn_url: `${other.url}/basic/a.txt` })
  await (await cloudsmith.download(pkg)).blob()
  expect(other.arrivals[0]?.headers.authorization).toBeUndefined()
})

describe('a secret that is refused', () => {
  const password = (authorization: string | undefined) => atob(authorization?.split(' ')[1] ?? '').replace('token:', '')

  async function renewing(secrets: (refused?: string) => string) {
    const { url, arrivals } = await serve((response, arrival, number) => {
      if (password(arrival.headers.authorization) === 'fresh') send(response, arrival, number)
      else sendJson(response, 401, { detail: 'Invalid token.' })
    })
    const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey: secrets, retries: 0 })
    const pkg = { cdn_url: `${url}/basic/a.txt`, filename: 'a.txt', checksum_sha256: sha256 }
    return { call: cloudsmith.download(pkg), passwords: () => arrivals.map(({ headers }) => password(headers.authorization)) }
  }

  test('is replaced once, and the file is asked for again', async () => {
    const { call, passwords } = await renewing((refused) => (refused === 'old' ? 'fresh' : 'old'))
    expect(await (await (await call).blob()).text()).toBe(bytes)
    expect(passwords()).toEqual(['old', 'fresh'])
  })

  test.each([
    ['is not replaced twice', (refused?: string) => `${refused ?? ''}old`, ['old', 'oldold']],
    ['is not sent again where it stays the same', () => 'old', ['old']],
  ])('%s', async (_, secrets, expected) => {
    const { call, passwords } = await renewing(secrets)
    await expect(call).rejects.toMatchObject({ name: 'AuthenticationError', status: 401 })
    expect(passwords()).toEqual(expected)
  })
})

describe('what goes wrong', () => {
  test('other bytes than the service knows fail the stream at its end', async () => {
    const { cloudsmith, pkg } = await scene((response) => response.end('other bytes'))
    await expect((await cloudsmith.download(pkg)).blob()).rejects.toMatchObject({
      name: 'ChecksumMismatchError',
      expected: sha256,
    })
  })

  test.each([
    ['the package says so', { is_quarantined: true }, 'No.'],
    ['the answer says so', {}, 'This package is quarantined.'],
  ])('a 403 of the quarantine has an error of its own: %s', async (_, known, detail) => {
    const { cloudsmith, pkg } = await scene((response) => sendJson(response, 403, { detail }), known)
    await expect(cloudsmith.download(pkg)).rejects.toMatchObject({ name: 'QuarantinedError', status: 403, detail })
  })

  test('any other refusal is what it is', async () => {
    const { cloudsmith, pkg } = await scene((response) => sendJson(response, 403, { detail: 'No.' }))
    await expect(cloudsmith.download(pkg)).rejects.toMatchObject({ name: 'PermissionError' })
  })

  test('a 503 is tried again', async () => {
    const { cloudsmith, pkg, arrivals } = await scene((response, arrival, number) =>
      number === 1 ? sendJson(response, 503, {}) : send(response, arrival, number),
    )
    await (await cloudsmith.download(pkg)).blob()
    expect(arrivals).toHaveLength(2)
  })

  test.each<[string, Handler, string]>([
    ['breaks', (response) => response.writeHead(200).write('half', () => response.destroy()), 'ConnectionError'],
    ['stands still', (response) => response.writeHead(200).write('half'), 'TimeoutError'],
  ])('a connection that %s in the middle is told', async (_, handler, name) => {
    const { cloudsmith, pkg } = await scene(handler)
    await expect((await cloudsmith.download(pkg)).blob()).rejects.toMatchObject({ name })
  })

  test.each<[string, (never: Promise<never>) => CloudsmithOptions]>([
    ['a fetch that pays no attention to its signal', (never) => ({ fetch: () => never })],
    ['a function that never gives its secret', (never) => ({ apiKey: () => never })],
  ])('%s does not keep a download from ending', async (_, options) => {
    const { url, pkg } = await scene(send)
    const never = new Promise<never>(() => {})
    const common = { baseUrl: url, apiKey, clock: jumpingClock(), retries: 0 }
    const hasty = new Cloudsmith({ ...common, timeout: 30, ...options(never) })
    await expect(hasty.download(pkg)).rejects.toMatchObject({ name: 'TimeoutError' })

    const controller = new AbortController()
    const download = new Cloudsmith({ ...common, ...options(never) }).download(pkg, { signal: controller.signal })
    controller.abort('enough')
    await expect(download).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
  })

  test('an abort ends the reading', async () => {
    const controller = new AbortController()
    const { cloudsmith, pkg } = await scene((response) => response.writeHead(200).write('half'))
    const download = await cloudsmith.download(pkg, { signal: controller.signal })
    const reading = download.blob()
    controller.abort('enough')
    await expect(reading).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
  })

  test('a package without an address, or without that file, is told at once', async () => {
    const { cloudsmith, pkg, arrivals } = await scene(send)
    await expect(cloudsmith.download({ ...pkg, cdn_url: null })).rejects.toThrow('cannot be downloaded')
    await expect(cloudsmith.download(pkg, { filename: 'b.txt' })).rejects.toThrow('no file "b.txt", only a.txt')
    expect(arrivals).toEqual([])
  })
})

describe('to the disk', () => {
  test('into a folder the file goes under its own name; at a path it takes the place of what was there', async () => {
    const { cloudsmith, pkg } = await scene(send)
    const path = await folder()
    expect(await downloadTo(cloudsmith, pkg, path)).toBe(join(path, 'a.txt'))
    await writeFile(join(path, 'b.txt'), 'before')
    await downloadTo(cloudsmith, pkg, join(path, 'b.txt'))
    expect(await readFile(join(path, 'b.txt'), 'utf8')).toBe(bytes)
    expect(await readdir(path)).toEqual(['a.txt', 'b.txt'])
  })

  test('what is wrong leaves nothing behind, and what was there stays', async () => {
    const { cloudsmith, pkg } = await scene((response) => response.end('other bytes'))
    const path = await folder()
    await writeFile(join(path, 'a.txt'), 'before')
    await expect(downloadTo(cloudsmith, pkg, path)).rejects.toMatchObject({ name: 'ChecksumMismatchError' })
    expect(await readdir(path)).toEqual(['a.txt'])
    expect(await readFile(join(path, 'a.txt'), 'utf8')).toBe('before')
  })
})
