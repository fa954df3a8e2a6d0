import { Cloudsmith } from '@cloudsmith-sdk/client'
import { mirror } from '@cloudsmith-sdk/emulator/mirror'
import { definePipeline, plan } from '@cloudsmith-sdk/promotion'
import { rehearse } from '@cloudsmith-sdk/promotion/rehearsal'

const cloudsmith = new Cloudsmith()
const pipeline = definePipeline({ owner: 'acme', stages: [{ repository: 'development' }, { repository: 'staging' }] })
const made = await plan(cloudsmith, pipeline, { from: 'development', to: 'staging', select: { tag: 'candidate' } })

const { report, quarantined, deletedByRetention, latest } = await rehearse(cloudsmith, pipeline, made, {
  mirror,
  findings: 'all',
  agreed: true,
})
console.log('would end with:', report.outcome)
for (const { package: pkg, why } of quarantined) console.log(`quarantined on arrival: ${pkg.name} ${pkg.version} (${why})`)
for (const { name, version } of deletedByRetention) console.log(`deleted by retention: ${name} ${version}`)
for (const { name, from, to } of latest) console.log(`latest of ${name}: ${from} → ${to}`)
