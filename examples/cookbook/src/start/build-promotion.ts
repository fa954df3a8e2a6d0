import { Cloudsmith } from '@cloudsmith-sdk/client'
import { apply, definePipeline, maxSeverity, plan, planText, reportText, scanned } from '@cloudsmith-sdk/promotion'
import { matrix, matrixText } from '@cloudsmith-sdk/promotion/compare'

const cloudsmith = new Cloudsmith()
const gates = [scanned({}), maxSeverity({ critical: 0, high: 0 })]
const pipeline = definePipeline({
  owner: 'acme',
  stages: [
    { repository: 'development' },
    { repository: 'staging', gates, tag: 'staged' },
    { repository: 'production', gates, tag: 'released' },
  ],
})

const made = await plan(cloudsmith, pipeline, { from: 'development', to: 'staging', select: { tag: 'candidate' } })
console.log(planText(made))

const report = await apply(cloudsmith, pipeline, made)
console.log(reportText(report))

console.log(matrixText(await matrix(cloudsmith, pipeline)))
