import { apply, plan, reportText } from '@cloudsmith-sdk/promotion'
import { cloudsmith, pipeline } from './acme.ts'

const registry = { credential: process.env.CLOUDSMITH_API_KEY ?? '' }
const select = { query: 'format:docker AND tag:^1.2$' }

const made = await plan(cloudsmith, pipeline, { from: 'development', to: 'staging', select, registry })
console.log(reportText(await apply(cloudsmith, pipeline, made)))
