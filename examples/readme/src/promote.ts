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
  stages: [{ repository: 'development' }, { repository: 'production', gates, tag: 'released' }],
})

const made = await plan(cloudsmith, pipeline, { from: 'development', to: 'production', select: { tag: 'candidate' } })
console.log(planText(made)) // what would move, and why the rest would not

const report = await apply(cloudsmith, pipeline, made) // exactly that, a hundred packages a request
console.log(reportText(report))
