import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { silentLog } from '../core/log.ts'
import { createApp } from './app.ts'
import { listen } from './server.ts'

const appWith = (app = new Hono()) => createApp({ log: silentLog, mounts: [{ path: '/part', app }] })

test('pages are told apart from those of others by their origin, which browsers leave out where there is no referrer', async () => {
  expect((await appWith().request('/healthz')).headers.get('referrer-policy')).toBe('same-origin')
})

test('what breaks inside is not told outside', async () => {
  const part = new Hono().get('/break', () => {
    throw new Error('a secret reason')
  })
  const answer = await appWith(part).request('/part/break')
  expect([answer.status, await answer.text()]).toEqual([500, 'internal error\n'])
  expect((await appWith().request('/nowhere')).status).toBe(404)
})

test('a port that is taken is told with what to do', async () => {
  const app = appWith(new Hono().get('/', (context) => context.text('here')))
  const server = await listen(app, { host: '127.0.0.1', port: 0 })
  expect((await fetch(`${server.url}/part`)).status).toBe(200)
  await expect(listen(app, { host: '127.0.0.1', port: Number(new URL(server.url).port) })).rejects.toThrow(
    'choose another with --port',
  )
  await server.close(100)
})

test('a stream that never ends does not hold up the end', async () => {
  const part = new Hono().get(
    '/stream',
    () => new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)) })),
  )
  const server = await listen(appWith(part), { host: '127.0.0.1', port: 0 })
  const answer = await fetch(`${server.url}/part/stream`)
  await server.close(50)
  await expect(answer.arrayBuffer()).rejects.toThrow()
})
