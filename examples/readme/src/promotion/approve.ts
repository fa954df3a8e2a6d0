import { apply, approval, approve, definePipeline, plan, planMarkdown, reportText } from '@cloudsmith-sdk/promotion'
import { cloudsmith } from './acme.ts'

const gates = [approval({ by: ['ada', 'grace'], validFor: '2 days', unsigned: true })]
const pipeline = definePipeline({
  owner: 'acme',
  stages: [{ repository: 'staging' }, { repository: 'production', gates, tag: 'released' }],
})
const about = { from: 'staging', to: 'production', select: { tag: 'staged' }, requestedBy: 'bob' } as const

const made = await plan(cloudsmith, pipeline, about)
console.log(planMarkdown(made))

const approvals = [await approve(made, { by: 'ada' })]
console.log(reportText(await apply(cloudsmith, pipeline, made, { approvals })))
