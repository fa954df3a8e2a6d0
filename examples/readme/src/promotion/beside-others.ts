import { apply, plan } from '@cloudsmith-sdk/promotion'
import { cloudsmith, pipeline } from './acme.ts'

const patient = cloudsmith.withOptions({ reserve: 0.3, deadline: Date.now() + 2 * 3_600_000 })

const made = await plan(patient, pipeline, { from: 'development', to: 'staging', select: { tag: 'candidate' } })
console.log(`${made.items.length} packages, about ${made.estimates.cost.requests} requests`)

const { outcome } = await apply(patient, pipeline, made)
console.log(outcome)
