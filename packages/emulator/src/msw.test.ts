import { getResponse, HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conformingEmulator } from '../test/story.ts'
import { createEmulator } from './index.ts'
import { cloudsmithHandler } from './msw.ts'
import { rawFile } from './testing.ts'

const emulator = conformingEmulator()
const server = setupServer(
  cloudsmithHandler(emulator),
  http.get('https://example.com/', () => HttpResponse.text('mine')),
)
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterAll(() => server.close())

const headers = { 'X-Api-Key': 'emulator-admin-key' }

test('the global fetch reaches the emulator at all hosts of the service, and other handlers as before', async () => {
  const { cdn_url } = await emulator.add('acme/dev', rawFile({ bytes: 'hello' }))
  expect(await (await fetch('https://api.cloudsmith.io/user/self/', { headers })).json()).toMatchObject({ slug: 'admin' })
  expect(await (await fetch(cdn_url ?? '', { headers })).text()).toBe('hello')
  expect(await (await fetch('https://example.com/')).text()).toBe('mine')
})

test.each([
  ['https://api.cloudsmith.io/user/self/?page=1', 200],
  ['https://dl.cloudsmith.io/nothing/', 404],
  ['https://evilcloudsmith.io/user/self/', undefined],
  ['https://example.com/user/self/?at=api.cloudsmith.io', undefined],
  ['http://cloudsmith.test/user/self/', undefined],
])('%s is answered with %s', async (url, status) => {
  const request = new Request(url, { headers })
  expect((await getResponse([cloudsmithHandler(emulator)], request))?.status).toBe(status)
})

test('it answers where the emulator is, also where that becomes elsewhere', async () => {
  const moving = createEmulator({ origin: 'http://one.test' })
  const handlers = [cloudsmithHandler(moving)]
  const isAnswered = async (url: string) => (await getResponse(handlers, new Request(url, { headers }))) !== undefined
  expect([await isAnswered('http://one.test/user/self/'), await isAnswered('http://other.test/user/self/')]).toEqual([
    true,
    false,
  ])
  moving.origin = 'http://other.test'
  expect([await isAnswered('http://one.test/user/self/'), await isAnswered('http://other.test/user/self/')]).toEqual([
    false,
    true,
  ])
})

test('a fault is a network error', async () => {
  emulator.faults.add({ dropReply: true })
  await expect(fetch('https://api.cloudsmith.io/user/self/')).rejects.toThrow(TypeError)
})
