/** Plans everything from development to staging of the service at `plan-once.ts ADDRESS`, and prints what that took. */
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { definePipeline, plan } from '@cloudsmith-sdk/promotion'
import type { Planned } from './planned.ts'

const mebibyte = 2 ** 20

const [baseUrl = ''] = process.argv.slice(2)
const cloudsmith = new Cloudsmith({ baseUrl, apiKey: 'emulator-admin-key' })
const pipeline = definePipeline({ owner: 'acme', stages: [{ repository: 'dev' }, { repository: 'staging' }] })
// What any first call loads and opens is there before.
await cloudsmith.user.self()

const before = process.memoryUsage.rss()
const start = performance.now()
const { items } = await plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select: 'everything' })
const seconds = (performance.now() - start) / 1000
// Node tells the maximum in KiB.
const peakMB = (process.resourceUsage().maxRSS * 1024 - before) / mebibyte
const promoted = items.filter(({ outcome }) => outcome === 'promote').length
process.stdout.write(JSON.stringify({ seconds, peakMB, promoted } satisfies Planned))
