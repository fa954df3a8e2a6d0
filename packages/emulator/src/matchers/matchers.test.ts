import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { conformingEmulator } from '../../test/story.ts'
import type { Emulator } from '../index.ts'
import { assertDelivered, assertPackage, assertReceived, type EmulatorMatchers, matchers } from '../matchers.ts'
import { npmPackage } from '../testing.ts'

expect.extend(matchers)

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends EmulatorMatchers<R> {}
}

const headers = { 'X-Api-Key': 'emulator-write-key', 'Content-Type': 'application/json' }

/** lodash has been copied to staging, whose webhook was called. */
async function story(): Promise<Emulator> {
  const emulator = conformingEmulator({
    deliver: async (url) => new Response(null, { status: String(url).includes('broken') ? 500 : 200 }),
  })
  const post = (path: string, body: object, key = headers['X-Api-Key']) =>
    emulator.fetch(emulator.origin + path, {
      method: 'POST',
      headers: { ...headers, 'X-Api-Key': key },
      body: JSON.stringify(body),
    })
  const webhook = { events: ['package.synced'], templates: [] }
  await post('/webhooks/acme/staging/', { ...webhook, target_url: 'https://hooks.example.com/' }, 'emulator-admin-key')
  await post('/webhooks/acme/dev/', { ...webhook, target_url: 'https://broken.example.com/' }, 'emulator-admin-key')
  const lodash = await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.21' }), { tags: ['release'] })
  await post(`/packages/acme/dev/${lodash.slug_perm}/copy/`, { destination: 'staging' })
  await emulator.settle()
  return emulator
}

test('packages are looked for by the fields of the API', async () => {
  const emulator = await story()
  expect(emulator).toHavePackage('acme/staging', { format: 'npm', name: 'lodash', status_str: 'Completed' })
  expect(emulator).toHavePackage('acme/dev', { tags: { info: ['release'] }, slug_perm: expect.stringMatching(/^\w{12}$/) })
  expect(emulator).not.toHavePackage('acme/dev', { tags: { info: [] } })
  expect(emulator).not.toHavePackage('acme/production', { name: 'lodash' })
  expect(() => expect(emulator).toHavePackage('acme/dev', { name: 'lodash', version: '5.0.0' })).toThrow(
    'expected that acme/dev has a package like {"name":"lodash","version":"5.0.0"}; there is only\n  npm lodash 4.17.21 (Completed)',
  )
  expect(() => expect(emulator).not.toHavePackage('acme/dev', { name: 'lodash' })).toThrow('has a package not like')
  expect(() => expect(emulator).toHavePackage('acme/production', {})).toThrow('there is nothing.')
})

test('requests are looked for by operation', async () => {
  const emulator = await story()
  expect(emulator).toHaveReceived('packages_copy')
  expect(emulator).toHaveReceived('packages_copy', { user: 'writer', method: 'POST' })
  expect(emulator).not.toHaveReceived('packages_copy', { user: 'admin' })
  expect(() => expect(emulator).toHaveReceived('packages_move')).toThrow(
    /packages_move[\s\S]+POST \/packages\/acme\/dev\/\w+\/copy\/ 200/,
  )
})

test('webhooks are looked for by event, and only those that arrived', async () => {
  const emulator = await story()
  expect(emulator).toHaveDelivered('package.synced', { body: { data: { name: 'lodash', repository: 'staging' } } })
  expect(emulator).toHaveDelivered('ping', { url: 'https://hooks.example.com/' })
  expect(emulator).not.toHaveDelivered('ping', { url: 'https://broken.example.com/' })
  expect(emulator).toHaveDelivered('ping', { url: 'https://broken.example.com/', state: 'failed' })
  expect(emulator).not.toHaveDelivered('package.deleted')
})

test('the same as assertions, for any framework', async () => {
  const emulator = await story()
  assertPackage(emulator, 'acme/staging', { name: 'lodash' })
  assertReceived(emulator, 'packages_copy')
  assertDelivered(emulator, 'package.synced')
  expect(() => assertPackage(emulator, 'acme/staging', { name: 'ms' })).toThrow(
    expect.objectContaining({ code: 'ERR_ASSERTION' }),
  )
  expect(() => assertReceived(emulator, 'packages_move')).toThrow('the emulator received a request')
  expect(() => assertDelivered(emulator, 'package.deleted')).toThrow('the emulator delivered a webhook')
})

test('the example for node:test in the README runs', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
  const example = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)]
    .map(([, code = '']) => code)
    .find((code) => code.includes("'node:test'"))
  // The code as it is in the README, except for the imports: the package is not installed here.
  const source = (name: string) => new URL(`../${name === '' ? 'index' : name.slice(1)}.ts`, import.meta.url).href
  const program = example?.replace(/'@cloudsmith-sdk\/emulator(\/\w+)?'/g, (_, entry = '') => `'${source(entry)}'`) ?? ''
  const folder = await mkdtemp(join(tmpdir(), 'emulator-node-test-'))
  try {
    await writeFile(join(folder, 'example.test.mts'), program)
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const child = spawn(process.execPath, ['--test', '--test-reporter=tap', 'example.test.mts'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const output = await text(child.stdout)
    expect(output).toContain('# pass 1')
    expect(output).toContain('# fail 0')
  } finally {
    await rm(folder, { recursive: true })
  }
})
