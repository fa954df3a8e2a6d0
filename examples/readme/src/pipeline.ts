import { Cloudsmith } from '@cloudsmith-sdk/client'
import {
  apply,
  definePipeline,
  maxSeverity,
  notQuarantined,
  plan,
  planText,
  reportText,
  scanned,
} from '@cloudsmith-sdk/promotion'

const cloudsmith = new Cloudsmith({ apiKey: process.env.CLOUDSMITH_API_KEY })
const gates = [scanned({}), notQuarantined({}), maxSeverity({ critical: 0, high: 0 })]
const pipeline = definePipeline({
  owner: 'acme',
  stages: [
    { repository: 'development' },
    { repository: 'staging', gates, tag: 'staged' },
    { repository: 'production', gates, tag: 'released' },
  ],
})

const made = await plan(cloudsmith, pipeline, { from: 'development', to: 'staging', select: { tag: 'candidate' } })
console.error(planText(made))

const run = apply(cloudsmith, pipeline, made)
for await (const { type, progress } of run) console.error(type, `${progress.done} of ${progress.total}`)
const report = await run
console.error(reportText(report))
console.log(JSON.stringify(report))
