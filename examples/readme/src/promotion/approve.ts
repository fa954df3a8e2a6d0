import { apply, approval, definePipeline, plan, planMarkdown, reportText } from '@cloudsmith-sdk/promotion'
import { cloudsmith } from './acme.ts'

const gates = [approval({ by: ['ada', 'grace'], validFor: '2 days' })]
const pipeline = definePipeline({
  owner: 'acme',
  stages: [{ repository: 'staging' }, { repository: 'production', gates, tag: 'released' }],
})
const about = { from: 'staging', to: 'production', select: { tag: 'staged' }, requestedBy: 'bob' } as const

const proposed = await plan(cloudsmith, pipeline, about)
console.log(planMarkdown(proposed))

const approvals = [{ by: 'ada', at: new Date().toISOString(), plan: proposed.hash }]
const made = await plan(cloudsmith, pipeline, { ...about, approvals })
console.log(reportText(await apply(cloudsmith, pipeline, made, { requestedBy: 'bob', approvals })))
