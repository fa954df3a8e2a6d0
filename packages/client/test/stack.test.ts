import { describe, expect, test } from 'vitest'
import { Cloudsmith } from '../src/index.ts'
import { jumpingClock } from './support/clock.ts'
import { type Handler, sendJson, serve } from './support/server.ts'

const at = { owner: 'acme', repo: 'dev' }

/** A service that returns an upload URL, and handles each request as the test says. */
const uploading =
  (meet: Partial<Record<string, Handler>>): Handler =>
  (response, arrival, number) => {
    const step = Object.keys(meet).find((path) => arrival.url.includes(path))
    if (step !== undefined) return meet[step]?.(response, arrival, number)
    if (arrival.url.startsWith('/bytes')) return response.end()
    const upload = { identifier: 'up1', upload_url: `http://${arrival.headers.host}/bytes`, upload_fields: {} }
    const pkg = {
      namespace: 'acme',
      repository: 'dev',
      slug_perm: 'abc',
      is_sync_failed: true,
      is_sync_completed: false,
      stage_str: 'x',
    }
    sendJson(response, 200, { ...upload, ...pkg })
  }

const refuse: Handler = (response) => sendJson(response, 403, { detail: 'No.' })

describe('the error of a push tells who pushed', () => {
  async function publishTheRelease(cloudsmith: Cloudsmith, timeout?: number) {
    const file = new Blob(['bytes'])
    const pushing = cloudsmith.push({ ...at, format: 'raw', file, filename: 'a.txt', resyncs: 0, timeout })
    // Awaited elsewhere.
    return { pushing }
  }

  test.each<[string, Record<string, Handler>, string]>([
    ['at the fields', { 'validate-upload': refuse }, 'PermissionError'],
    ['as it begins', { '/files/': refuse }, 'PermissionError'],
    ['at the bytes', { '/bytes': refuse }, 'PermissionError'],
    ['at the bytes, without an answer', { '/bytes': (response) => response.destroy() }, 'ConnectionError'],
    ['at the creation', { '/upload/raw/': refuse }, 'PermissionError'],
    ['at the synchronisation', {}, 'SyncFailedError'],
  ])('%s', async (_, meet, name) => {
    const { url } = await serve(uploading(meet))
    const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey: 'key', clock: jumpingClock(), retries: 0 })
    const { pushing } = await publishTheRelease(cloudsmith)
    const error: unknown = await pushing.catch((reason: unknown) => reason)

    expect(error).toMatchObject({ name })
    expect((error as Error).stack).toContain('publishTheRelease')
    expect((error as Error).stack).not.toContain('called here')
  })

  test('and a mistake in what is pushed as well', async () => {
    const { pushing } = await publishTheRelease(new Cloudsmith({ baseUrl: 'http://localhost:1' }), 0)
    await expect(pushing).rejects.toMatchObject({ stack: expect.stringContaining('publishTheRelease') })
  })
})

test('so does that of a download', async () => {
  async function fetchTheRelease(cloudsmith: Cloudsmith, cdn_url: string) {
    return { fetching: cloudsmith.download({ cdn_url, filename: 'a.txt', checksum_sha256: '' }) }
  }
  const { url } = await serve((response) => response.destroy())
  const { fetching } = await fetchTheRelease(new Cloudsmith({ baseUrl: url, retries: 0 }), `${url}/basic/a.txt`)
  await expect(fetching).rejects.toMatchObject({ stack: expect.stringContaining('fetchTheRelease') })
})

describe('the error of a call that is awaited tells who awaits it', () => {
  async function readTheRelease(cloudsmith: Cloudsmith) {
    return await cloudsmith.packages.read({ ...at, identifier: 'abc' })
  }

  test.each<[string, Handler]>([
    ['a refusal', refuse],
    ['another answer than was promised', (response) => sendJson(response, 200, null)],
    ['no answer', (response) => response.destroy()],
    ['no answer in time', () => {}],
  ])('%s', async (_, handler) => {
    const { url } = await serve(handler)
    const call = readTheRelease(new Cloudsmith({ baseUrl: url, retries: 0, timeout: 50 }))
    await expect(call).rejects.toMatchObject({ stack: expect.stringContaining('readTheRelease') })
  })
})
