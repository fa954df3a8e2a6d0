import { definePipeline, plan, planText } from '@cloudsmith-sdk/promotion'
import { opaServer, rego } from '@cloudsmith-sdk/promotion/rego'
import { cloudsmith } from './acme.ts'

const policy = opaServer({ url: 'http://127.0.0.1:8181', path: 'cloudsmith/promotion' })
const gates = [rego(policy, { name: 'house-rules', settings: { licences: ['MIT'], max: { Critical: 0 } } })]

const pipeline = definePipeline({ owner: 'acme', stages: [{ repository: 'development' }, { repository: 'staging', gates }] })
console.log(planText(await plan(cloudsmith, pipeline, { from: 'development', to: 'staging', select: 'everything' })))
