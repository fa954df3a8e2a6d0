import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { app, type HttpHandler, HttpRequest } from '@azure/functions'
import { cloudsmith, printed, server, useWorld } from '@cloudsmith-sdk/example-world'
import { signedRequest } from '@cloudsmith-sdk/webhooks'
import { deliveriesTable } from '@cloudsmith-sdk/webhooks/postgres'
import { exampleEvent } from '@cloudsmith-sdk/webhooks/testing'
import type { RequestEvent } from '@sveltejs/kit'
import type { Context } from 'aws-lambda'
import { HttpResponse, http, passthrough } from 'msw'
import { beforeEach, expect, test, vi } from 'vitest'
import { kept } from './stand-ins/next-server.ts'

useWorld()
beforeEach(() => {
  vi.stubEnv('CLOUDSMITH_SIGNATURE_KEY', 'signature-key')
})

const said = () => printed.mock.calls.map((words) => words.join(' '))
const synced = exampleEvent('package.synced', { name: 'ms', version: '2.1.3' })
const delivery = (event: Parameters<typeof signedRequest>[0] = synced, url = 'http://localhost/') => {
  // Receivers share a memory in this process, so that every delivery needs an id of its own.
  const meta = { ...event.meta, trigger_id: crypto.randomUUID() }
  return signedRequest({ ...event, meta }, { key: 'signature-key', url })
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const readme = read('../../../packages/webhooks/README.md')

test('the README of webhooks shows what is compiled and run here, all of it and nothing else', () => {
  const files = readdirSync(new URL('../src/webhooks', import.meta.url))
  const shown = [...readme.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, text]) => text)
  expect(shown.toSorted()).toEqual(files.map((file) => read(`../src/webhooks/${file}`)).toSorted())
})

test('the README of webhooks shows the table of the store', () => {
  expect(readme).toContain(`\`\`\`sql\n${deliveriesTable().replaceAll('"', '')}\n\`\`\``)
})

test('endpoint tells of what can be downloaded and of what went wrong', async () => {
  vi.stubEnv('PORT', '0')
  const { server: endpoint } = await import('../src/webhooks/endpoint.ts')
  const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/`
  server.use(http.post(url, () => passthrough()))
  for (const event of [synced, exampleEvent('package.failed', { name: 'lodash' })]) {
    expect((await fetch(await delivery(event, url))).status).toBe(200)
  }
  expect(said()).toEqual(['ms 2.1.3 can be downloaded', 'lodash: package.failed'])
  endpoint.close()
  await once(endpoint, 'close')
})

test('next answers at once and leaves the rest to after', async () => {
  const { POST } = await import('../src/webhooks/next.ts')
  expect((await POST(await delivery())).status).toBe(202)
  expect(await Promise.all(kept)).toEqual([true])
  expect(said()).toEqual(['ms 2.1.3 can be deployed'])
})

test('sveltekit answers when the work is done', async () => {
  const { POST } = await import('../src/webhooks/sveltekit.ts')
  expect((await POST({ request: await delivery() } as RequestEvent)).status).toBe(200)
  expect(said()).toEqual(['ms 2.1.3 can be deployed'])
})

test('azure registers a function that answers deliveries', async () => {
  const register = vi.spyOn(app, 'http').mockReturnValue()
  await import('../src/webhooks/azure.ts')
  const handler = register.mock.calls[0]?.[1].handler as HttpHandler
  const { url, ...request } = await delivery().then(async (signed) => ({
    url: signed.url,
    headers: Object.fromEntries(signed.headers),
    body: { bytes: new Uint8Array(await signed.arrayBuffer()) },
  }))
  expect(await handler(new HttpRequest({ method: 'POST', url, ...request }), {} as never)).toMatchObject({ status: 200 })
  expect(said()).toEqual(['ms 2.1.3 can be deployed'])
})

test('middy keeps the bytes beside what its parser makes of them', async () => {
  const { handler } = await import('../src/webhooks/middy.ts')
  const request = await delivery()
  const body = Buffer.from(await request.arrayBuffer()).toString('base64')
  const event = { httpMethod: 'POST', headers: Object.fromEntries(request.headers), body, isBase64Encoded: true }
  expect(await handler(event as never, {} as Context)).toMatchObject({ statusCode: 200 })
  expect(said()).toEqual(['ms 2.1.3 can be deployed'])
})

test('by-hand tells where the findings are, and refuses what is not signed', async () => {
  const { receive } = await import('../src/webhooks/by-hand.ts')
  const scanned = exampleEvent('package.security_scanned')
  expect((await receive(await delivery(scanned))).status).toBe(200)
  expect(said()).toEqual([scanned.data.self_webapp_url])
  expect((await receive(new Request('http://localhost/', { method: 'POST', body: '{}' }))).status).toBe(401)
})

test('postgres claims, handles and remembers', async () => {
  const asked: string[] = []
  class Pool {
    async query(text: string) {
      asked.push(text.trim().split(' ', 1)[0] ?? '')
      return { rows: [{}] }
    }
  }
  vi.doMock('pg', () => ({ Pool }))
  const { receiver } = await import('../src/webhooks/postgres.ts')
  expect((await receiver.fetch(await delivery())).status).toBe(200)
  expect(asked).toEqual(['insert', 'with'])
})

test('redis claims, handles and remembers', async () => {
  const asked: string[] = []
  const client = {
    connect: async () => client,
    sendCommand: async ([command = '', , value]: string[]) => asked.push(`${command} ${value}`),
  }
  vi.doMock('@redis/client', () => ({ createClient: () => client }))
  const { receiver } = await import('../src/webhooks/redis.ts')
  expect((await receiver.fetch(await delivery())).status).toBe(200)
  expect(asked).toEqual([expect.stringMatching(/^SET [-0-9a-f]{36}$/), 'SET handled'])
})

test('testing has an example delivered', async () => {
  await import('../src/webhooks/testing.ts')
  expect(said()).toEqual([expect.stringMatching(/^lodash .* can be deployed$/)])
})

test('template shows what a template makes', async () => {
  await import('../src/webhooks/template.ts')
  expect(said()).toEqual(['{"text": "lodash is out" }'])
})

test('subscribe creates the webhook', async () => {
  server.use(http.post('https://hooks.example/cloudsmith', () => HttpResponse.text('ok')))
  await import('../src/webhooks/subscribe.ts')
  expect(said()[0]).toMatch(/^created/)
  const hooks = await cloudsmith.webhooks.list({ owner: 'acme', repo: 'production' }).toArray()
  expect(hooks).toMatchObject([{ target_url: 'https://hooks.example/cloudsmith', events: ['package.synced'] }])
})
