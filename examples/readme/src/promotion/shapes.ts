import { definePipeline, minAge, noMalware, notQuarantined, plan, planText } from '@cloudsmith-sdk/promotion'
import { cloudsmith } from './acme.ts'

const pipeline = definePipeline({
  owner: 'acme',
  select: { formats: ['npm'], names: ['@acme/*'] },
  stages: [
    { repository: 'development' },
    { name: 'candidates', repository: 'releases', tag: 'candidate' },
    { name: 'live', repository: 'releases', tag: 'live', gates: [noMalware({}), minAge({ atLeast: '7 days' })], latest: 'block' },
  ],
  edges: [
    { from: 'development', to: 'candidates' },
    { from: 'candidates', to: 'live' },
    { name: 'hotfix', from: 'candidates', to: 'live', gates: [noMalware({}), notQuarantined({})] },
  ],
})

const select = { packages: [{ format: 'npm', name: '@acme/web', version: '7.0.1' }] }
console.log(planText(await plan(cloudsmith, pipeline, { from: 'candidates', to: 'live', edge: 'hotfix', select })))
