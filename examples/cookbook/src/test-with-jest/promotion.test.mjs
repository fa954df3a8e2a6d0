import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { matchers } from '@cloudsmith-sdk/emulator/matchers'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { promote } from '@cloudsmith-sdk/promotion'

expect.extend(matchers)

test('what is promoted is copied, verified and tagged', async () => {
  const emulator = createEmulator()
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-write-key', fetch: emulator.fetch, clock: emulator.clock })
  const ms = await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }))
  await emulator.settle()

  await promote(cloudsmith, { owner: 'acme', repo: 'dev', identifier: ms.slug_perm }, { to: 'staging', tags: ['staged'] })

  expect(emulator).toHavePackage('acme/staging', { name: 'ms', tags: { info: ['staged'] } })
  expect(emulator).toHaveReceived('packages_copy', { user: 'writer', status: 200 })
})
