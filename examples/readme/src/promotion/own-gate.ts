import { definePipeline, plan, planText } from '@cloudsmith-sdk/promotion'
import { block, defineGate, pass } from '@cloudsmith-sdk/promotion/gates'
import { cloudsmith } from './acme.ts'

const maxSize = defineGate('max-size', (most: { bytes: number }) => ({ package: { size } }) => {
  return size <= most.bytes ? pass() : block({ why: 'it is too large', seen: size, needed: most.bytes })
})

const pipeline = definePipeline({
  owner: 'acme',
  stages: [{ repository: 'development' }, { repository: 'staging', gates: [maxSize({ bytes: 1_000 })] }],
})
console.log(planText(await plan(cloudsmith, pipeline, { from: 'development', to: 'staging', select: 'everything' })))
