import { Cloudsmith } from '@cloudsmith-sdk/client'
import { definePipeline, plan, planText } from '@cloudsmith-sdk/promotion'

const cloudsmith = new Cloudsmith()
const pipeline = definePipeline({ owner: 'acme', stages: [{ repository: 'development' }, { repository: 'staging' }] })

const made = await plan(cloudsmith, pipeline, {
  from: 'development',
  to: 'staging',
  select: { tag: 'candidate' },
  dependencies: 'closure',
})
console.log(planText(made))
