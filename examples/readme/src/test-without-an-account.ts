import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { promote } from '@cloudsmith-sdk/promotion'

const emulator = createEmulator() // with acme/dev, acme/staging and acme/production
const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', fetch: emulator.fetch, clock: emulator.clock })

const pushed = await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }))
const source = { owner: 'acme', repo: 'dev', identifier: pushed.slug_perm }
const { files, scan } = await promote(cloudsmith, source, { to: 'production', tags: ['released'] })
console.log(scan.status, files) // minutes of the service's time; milliseconds of yours
