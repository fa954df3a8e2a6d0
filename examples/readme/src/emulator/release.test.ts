import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { type EmulatorMatchers, matchers } from '@cloudsmith-sdk/emulator/matchers'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { promote } from '@cloudsmith-sdk/promotion'
import { expect, test } from 'vitest'

expect.extend(matchers)

// Tells vitest 5 their types. In vitest 4: interface Matchers<T = any> extends EmulatorMatchers {}
// In jest: declare module 'expect' { interface Matchers<R> extends EmulatorMatchers<R> {} }
declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends EmulatorMatchers<R> {}
}

test('what is released comes to production, with its tag', async () => {
  const emulator = createEmulator()
  const ms = await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }))
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-write-key', fetch: emulator.fetch, clock: emulator.clock })

  const source = { owner: 'acme', repo: 'dev', identifier: ms.slug_perm }
  await promote(cloudsmith, source, { to: 'production', tags: ['release'] })

  expect(emulator).toHavePackage('acme/production', { name: 'ms', status_str: 'Completed', tags: { info: ['release'] } })
  expect(emulator).toHaveReceived('packages_copy', { user: 'writer' })
  expect(emulator).not.toHaveDelivered('package.quarantined')
})
