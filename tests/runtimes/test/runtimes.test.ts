import { Cloudsmith } from '@cloudsmith-sdk/client'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { signatureKey } from '../src/programs/signature-key.ts'
import type { Receiving, Running } from '../src/runtimes/runtime.ts'
import { runtimes } from '../src/runtimes.ts'
import { type ServedWorld, serveWorld } from '../src/serve-world.ts'
import { stories } from '../src/stories.ts'

describe.concurrent.each(runtimes(inject('installed'), inject('built')))('$name', ({ missing, endpoint, start }) => {
  const skipped = missing === undefined ? '' : ` (skipped: ${missing})`
  let served: ServedWorld
  let running: Running

  beforeAll(async () => {
    if (missing !== undefined) return
    served = await serveWorld()
    running = await start(served.world.url)
  })

  afterAll(async () => {
    await running?.close()
    await served?.server.close()
  })

  test.skipIf(missing !== undefined).each(Object.entries(stories))(`%s${skipped}`, async (title, { expected }) => {
    expect(await running.tell(title, served.world)).toEqual({ seen: expected })
  })

  if (endpoint === undefined) return
  test.skipIf(missing !== undefined)(`webhooks of the service arrive by ${endpoint}${skipped}`, async () => {
    const { receiver, received } = running as Receiving
    const { world } = served
    const cloudsmith = new Cloudsmith({ baseUrl: world.url, apiKey: world.key })
    await cloudsmith.webhooks.create({
      ...{ owner: world.owner, repo: 'webhooks', target_url: receiver, signature_key: signatureKey },
      ...{ events: ['package.synced'], templates: [] },
    })
    const file = new File(['1'], 'tool.bin')
    await cloudsmith.push({ owner: world.owner, repo: 'webhooks', format: 'raw', name: 'tool', file })
    await vi.waitFor(async () => expect(await received()).toContain('package.synced tool'), { timeout: 30_000 })
  })
})
