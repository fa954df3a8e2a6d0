import { Cloudsmith } from '@cloudsmith-sdk/client'
import { fileFromPath } from '@cloudsmith-sdk/client/node'
import { refOf, waitForScan, waitForSync } from '@cloudsmith-sdk/client/sync'

const cloudsmith = new Cloudsmith()
const file = await fileFromPath('dist/acme-api-1.0.0.tgz')
const created = await cloudsmith.push({ owner: 'acme', repo: 'development', format: 'npm', file, waitForSync: false })

const ref = refOf(created) // { owner, repo, identifier }
await waitForSync(cloudsmith, ref)
const { verdict, status } = await waitForScan(cloudsmith, ref, { timeout: 15 * 60_000 })
console.log(verdict, status) // clean, vulnerable, failed or unscannable
