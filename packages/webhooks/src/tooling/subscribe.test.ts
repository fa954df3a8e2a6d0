import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { createObserver } from '@cloudsmith-sdk/openapi/conformance'
import { expect, test } from 'vitest'
import { key } from '../fixtures.ts'
import { subscribe, type WebhookSettings } from './subscribe.ts'

const observe = await createObserver()

const at = { owner: 'acme', repo: 'receiving' }
const wanted: WebhookSettings = {
  target_url: 'https://receiver.example/cloudsmith',
  events: ['package.synced', 'package.failed'],
  signature_key: key,
}

/** A repository in the emulator, a client for it, and the write requests that it received. */
async function story() {
  const emulator = createEmulator({ observe })
  const writes: { method: string; body: Record<string, unknown> }[] = []
  const cloudsmith = new Cloudsmith({
    apiKey: 'emulator-admin-key',
    fetch: async (...call: Parameters<typeof fetch>) => {
      const request = new Request(...call)
      if (request.method !== 'GET')
        writes.push({ method: request.method, body: (await request.clone().json()) as Record<string, unknown> })
      return emulator.fetch(request)
    },
  })
  await cloudsmith.repos.create({ owner: 'acme', name: 'receiving', repository_type_str: 'Private' })
  writes.length = 0
  return { cloudsmith, writes }
}

test('a webhook that is missing is created, and one that is as wanted is left alone', async () => {
  const { cloudsmith, writes } = await story()

  const first = await subscribe(cloudsmith, at, wanted)
  expect(first).toMatchObject({ action: 'created', unchecked: [], webhook: { target_url: wanted.target_url } })
  expect(first.changed).toEqual(['target_url', 'events', 'signature_key'])

  const again = await subscribe(cloudsmith, at, {
    ...wanted,
    events: ['package.failed', 'package.synced', 'package.failed'],
    package_query: '',
  })
  expect(again).toMatchObject({ action: 'unchanged', changed: [], webhook: { slug_perm: first.webhook.slug_perm } })
  expect(writes.map(({ method }) => method)).toEqual(['POST'])
})

test('only what differs is sent, and told of', async () => {
  const { cloudsmith, writes } = await story()
  await subscribe(cloudsmith, at, wanted)

  const change = await subscribe(cloudsmith, at, { ...wanted, events: ['*'], package_query: 'format:npm', is_active: true })
  expect(change).toMatchObject({ action: 'updated', changed: ['events', 'package_query'] })
  expect(writes.at(-1)).toMatchObject({ method: 'PATCH', body: { events: ['*'], package_query: 'format:npm' } })
  expect(change.webhook).toMatchObject({ events: ['*'], package_query: 'format:npm' })
})

test('a secret cannot be compared: it is left alone and said so, unless it is to be sent', async () => {
  const { cloudsmith, writes } = await story()
  await subscribe(cloudsmith, at, wanted)

  expect(await subscribe(cloudsmith, at, { ...wanted, signature_key: 'other' })).toMatchObject({
    action: 'unchanged',
    unchecked: ['signature_key'],
  })
  const sent = await subscribe(cloudsmith, at, { ...wanted, signature_key: 'other' }, { secrets: 'send' })
  expect(sent).toMatchObject({ action: 'updated', changed: ['signature_key'], unchecked: [] })
  expect(writes.at(-1)?.body).toEqual({ signature_key: 'other' })
  expect(JSON.stringify(sent)).not.toContain('other')
})

test('a secret goes along with a header that is new', async () => {
  const { cloudsmith } = await story()
  await subscribe(cloudsmith, at, wanted)
  const secret = { secret_header: 'X-Ours', secret_value: 's3cret' }
  expect((await subscribe(cloudsmith, at, { ...wanted, ...secret })).changed).toEqual(['secret_header', 'secret_value'])
  expect(await subscribe(cloudsmith, at, { ...wanted, ...secret })).toMatchObject({
    action: 'unchanged',
    unchecked: ['signature_key', 'secret_value'],
  })
})

test('templates are compared whatever their order', async () => {
  const { cloudsmith } = await story()
  const templates: WebhookSettings['templates'] = [
    { event: 'package.synced', template: '' },
    { event: 'package.failed', template: '' },
  ]
  await subscribe(cloudsmith, at, { ...wanted, templates })
  expect(await subscribe(cloudsmith, at, { ...wanted, templates: templates.toReversed() })).toMatchObject({ action: 'unchanged' })
})

test('where several webhooks have the address, nobody can tell which is meant', async () => {
  const { cloudsmith, writes } = await story()
  for (let count = 0; count < 2; count++) {
    await cloudsmith.webhooks.create({ ...at, target_url: wanted.target_url, events: ['*'], templates: [] })
  }
  await expect(subscribe(cloudsmith, at, wanted)).rejects.toThrow(/2 webhooks have this target_url \(\w+, \w+\)/)
  expect(writes).toHaveLength(2)
})

test('any client with the three calls will do', async () => {
  const webhooks = {
    async *list() {
      yield { slug_perm: 'other', target_url: 'https://elsewhere.example/' }
    },
    create: async (webhook: object) => ({ slug_perm: 'new', target_url: wanted.target_url, sent: webhook }),
    update: () => Promise.reject(new Error('there is nothing to update')),
  }
  const { webhook } = await subscribe({ webhooks }, at, wanted)
  expect(webhook).toEqual({ slug_perm: 'new', target_url: wanted.target_url, sent: { ...at, ...wanted, templates: [] } })
})
