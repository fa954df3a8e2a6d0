import { copy } from '@cloudsmith-sdk/promotion'
import { addTags, quarantine, release, waitForScan } from '@cloudsmith-sdk/promotion/packages'
import { cloudsmith } from './acme.ts'

const source = { owner: 'acme', repo: 'development', identifier: process.argv[2] ?? '' }

const { package: copied, alreadyThere } = await copy(cloudsmith, source, { to: 'staging' })
const there = { owner: 'acme', repo: 'staging', identifier: copied.slug_perm }
const { verdict } = await waitForScan(cloudsmith, there, { timeout: 600_000 })
await addTags(cloudsmith, there, ['looked-at'], { immutable: true })
await quarantine(cloudsmith, there)
await release(cloudsmith, there)
console.log(alreadyThere, verdict)
