import { apply, plan, restore, rollback, snapshot } from '@cloudsmith-sdk/promotion'
import { cloudsmith, pipeline } from './acme.ts'

const before = await snapshot(cloudsmith, pipeline, 'staging')
const made = await plan(cloudsmith, pipeline, { from: 'development', to: 'staging', select: { tag: 'candidate' } })
const report = await apply(cloudsmith, pipeline, made)

const undone = await rollback(cloudsmith, report, { hold: { by: 'ada', why: 'it breaks the login' } })
console.log(undone.outcome, undone.items)

const restored = await restore(cloudsmith, pipeline, before, { dryRun: true })
console.log(restored.outcome, restored.items)
