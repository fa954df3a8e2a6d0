import { test } from 'node:test'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { assertPackage, assertReceived } from '@cloudsmith-sdk/emulator/matchers'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'

test('a copy arrives', async () => {
  const emulator = createEmulator()
  const ms = await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3' }))
  await emulator.fetch(`${emulator.origin}/packages/acme/dev/${ms.slug_perm}/copy/`, {
    method: 'POST',
    headers: { 'X-Api-Key': 'emulator-write-key', 'Content-Type': 'application/json' },
    body: JSON.stringify({ destination: 'staging' }),
  })
  await emulator.settle()
  assertPackage(emulator, 'acme/staging', { name: 'ms', status_str: 'Completed' })
  assertReceived(emulator, 'packages_copy', { status: 200 })
})
