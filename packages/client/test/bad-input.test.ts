import { createEmulator } from '@cloudsmith-sdk/emulator'
import { cloudsmithHandler } from '@cloudsmith-sdk/emulator/msw'
import { createObserver } from '@cloudsmith-sdk/openapi/conformance'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cloudsmith, type CloudsmithOptions } from '../src/index.ts'

const observe = await createObserver()

const server = setupServer()

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterAll(() => server.close())

function start(options: CloudsmithOptions) {
  const emulator = createEmulator({ observe })
  server.resetHandlers(cloudsmithHandler(emulator))
  return { emulator, cloudsmith: new Cloudsmith({ clock: emulator.clock, ...options }) }
}

const dev = { owner: 'acme', repo: 'dev' }

test('without a key, the error says which variable to set', async () => {
  const { cloudsmith } = start({})
  await expect(cloudsmith.packages.list(dev)).rejects.toThrow(
    /^This client is anonymous: it has no credential \(401 on packages\.list acme\/dev: Authentication credentials were not provided\.\)\.\nSet CLOUDSMITH_API_KEY/,
  )
})

test('with a wrong key, the error says so, what to set, and not the key', async () => {
  const { cloudsmith } = start({ apiKey: 'a-wrong-key' })
  const error = await cloudsmith.packages.list(dev).catch((reason: unknown) => reason)
  expect(String(error)).toMatch(/does not accept this credential.*Invalid token.*\n.*CLOUDSMITH_API_KEY/)
  expect(JSON.stringify(error) + String(error)).not.toContain('a-wrong-key')
})

test('with a key that may not, the error names the permission', async () => {
  const { cloudsmith } = start({ apiKey: 'emulator-read-key' })
  const create = cloudsmith.repos.create({ owner: 'acme', name: 'mine', repository_type_str: 'Private' })
  await expect(create).rejects.toMatchObject({ name: 'PermissionError', status: 403 })
})

test('an unknown repository is not found, and the error says what to check', async () => {
  const { cloudsmith } = start({ apiKey: 'emulator-admin-key' })
  const list = cloudsmith.packages.list({ owner: 'acme', repo: 'nowhere' })
  await expect(list).rejects.toThrow(/404 on packages\.list.*Check the slugs/)
})

test.each(['', '.', '..', '../../user/self', '%2e%2e'])(
  'the identifier %j is refused, and nothing is sent',
  async (identifier) => {
    const { cloudsmith, emulator } = start({ apiKey: 'emulator-admin-key' })
    await expect(cloudsmith.packages.read({ ...dev, identifier })).rejects.toThrow(
      /identifier is .* which would lead to a different URL/,
    )
    expect(emulator.requests.all).toEqual([])
  },
)

test('a name that is taken is told by field', async () => {
  const { cloudsmith } = start({ apiKey: 'emulator-admin-key' })
  const create = cloudsmith.repos.create({ owner: 'acme', name: 'dev', repository_type_str: 'Private' })
  await expect(create).rejects.toMatchObject({
    name: 'ValidationError',
    fields: { slug: [expect.stringContaining('already exists')] },
  })
})
