import { ensure, ensureText } from '@cloudsmith-sdk/promotion/ensure'
import { cloudsmith, pipeline } from './acme.ts'

console.log(ensureText(await ensure(cloudsmith, pipeline, { dryRun: true })))
