import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conformingEmulator } from '../test/story.ts'
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

test('a fault is a network error', async () => {
  emulator.faults.add({ dropReply: true })
  await expect(fetch('https://api.cloudsmith.io/user/self/')).rejects.toThrow(TypeError)
})
