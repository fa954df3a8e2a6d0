import { createEmulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'

const emulator = createEmulator()
const lodash = await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.21' }))

const response = await emulator.fetch(`${emulator.origin}/packages/acme/dev/${lodash.slug_perm}/copy/`, {
  method: 'POST',
  headers: { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' },
  body: JSON.stringify({ destination: 'staging' }),
})
await emulator.settle() // synchronised, scanned, webhooks delivered; no real time passes
console.log(response.status)
