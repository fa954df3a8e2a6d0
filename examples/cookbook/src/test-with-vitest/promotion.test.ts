import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { type EmulatorMatchers, matchers } from '@cloudsmith-sdk/emulator/matchers'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { promote } from '@cloudsmith-sdk/promotion'
import { expect, test } from 'vitest'

expect.extend(matchers)

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends EmulatorMatchers<R> {}
}

test('a promotion survives a lost answer, and copies once', async () => {
  const emulator = createEmulator()
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-write-key', fetch: emulator.fetch, clock: emulator.clock })
  const ms = await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }))
  await emulator.settle()
  // The copy is made, but nobody hears of it.
  emulator.faults.add({ operation: 'packages_copy', when: 'after', dropReply: true })

  const source = { owner: 'acme', repo: 'dev', identifier: ms.slug_perm }
  await promote(cloudsmith, source, { to: 'staging', tags: ['staged'] })

  expect(emulator).toHavePackage('acme/staging', { name: 'ms', status_str: 'Completed' })
  const copies = emulator.requests.all.filter(({ operation }) => operation === 'packages_copy')
  expect(copies).toHaveLength(1)
})
