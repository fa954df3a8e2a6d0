import { createEmulator } from '@cloudsmith-sdk/emulator'
import { cloudsmithHandler } from '@cloudsmith-sdk/emulator/msw'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { announce } from './release-notes.ts'

const emulator = createEmulator()
const told: unknown[] = []
const chat = http.post('https://chat.example.com/releases', async ({ request }) => {
  told.push(await request.json())
  return new HttpResponse(null, { status: 204 })
})

// One handler for all of Cloudsmith's hosts, beside those of other services.
const server = setupServer(cloudsmithHandler(emulator), chat)
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterAll(() => server.close())
beforeEach(() => {
  emulator.reset()
  vi.stubEnv('CLOUDSMITH_API_KEY', 'emulator-read-key')
})

test('the chat hears of what is released, and of nothing else', async () => {
  await emulator.add('acme/production', npmPackage({ name: 'web', version: '7.0.0' }), { tags: ['released'] })
  await emulator.add('acme/production', npmPackage({ name: 'web', version: '7.1.0' }))
  await announce('https://chat.example.com/releases')
  expect(told).toEqual([{ text: 'web 7.0.0' }])
})

test('a rate limit is waited for', async () => {
  emulator.faults.add({ operation: 'packages_list', status: 429, headers: { 'retry-after': '0' } })
  await announce('https://chat.example.com/releases')
  expect(emulator.requests.all.map(({ status }) => status)).toEqual([429, 200])
})
