import { apply, plan, planText, reportText } from '@cloudsmith-sdk/promotion'
import { cloudsmith, pipeline } from './acme.ts'

const made = await plan(cloudsmith, pipeline, {
  from: 'development',
  to: 'staging',
  select: { tag: 'candidate' },
  dependencies: 'closure',
})
console.log(planText(made))

console.log(reportText(await apply(cloudsmith, pipeline, made)))
