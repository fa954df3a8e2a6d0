import { Cloudsmith } from '@cloudsmith-sdk/client'
import { mirror } from '@cloudsmith-sdk/emulator/mirror'
import { apply, definePipeline, maxSeverity, plan } from '@cloudsmith-sdk/promotion'

const cloudsmith = new Cloudsmith()
const pipeline = definePipeline({
  owner: 'acme',
  stages: [{ repository: 'development' }, { repository: 'staging', gates: [maxSeverity({ critical: 0 })] }],
})
const planned = await plan(cloudsmith, pipeline, { from: 'development', to: 'staging', select: 'everything' })

const { emulator, unknown } = await mirror(cloudsmith, {
  owner: 'acme',
  repositories: ['development', 'staging'],
  findings: 'all', // of which packages to read what scans found; of others only how many of each severity
})
for (const { what, where, why, detail } of unknown) console.error(`${where}: ${what} (${why}): ${detail}`)

const rehearsal = new Cloudsmith({ apiKey: 'emulator-admin-key', fetch: emulator.fetch, clock: emulator.clock })
const report = await apply(rehearsal, pipeline, planned)
console.log(report.outcome, emulator.requests.writes.length)
