import { apply, InterruptedError, plan } from '@cloudsmith-sdk/promotion'
import { cloudsmith, pipeline } from './acme.ts'

const made = await plan(cloudsmith, pipeline, { from: 'development', to: 'staging', select: { tag: 'candidate' } })
const run = apply(cloudsmith, pipeline, made, { signal: AbortSignal.timeout(3_600_000) })
try {
  for await (const { type, progress } of run) console.log(type, `${progress.done} of ${progress.total}`)
} catch (error) {
  if (!(error instanceof InterruptedError)) throw error
  console.log('cut off: apply the same plan again, or roll back', error.report)
}
