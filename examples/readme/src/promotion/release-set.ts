import { apply, plan, reportText } from '@cloudsmith-sdk/promotion'
import { cloudsmith, pipeline } from './acme.ts'

const release = {
  set: 'release 7',
  packages: [
    { format: 'npm', name: '@acme/web', version: '7.0.0' },
    { format: 'python', name: 'acme-jobs', version: '7.0.0', all: true },
  ],
}

const made = await plan(cloudsmith, pipeline, { from: 'development', to: 'staging', select: release })
console.log(reportText(await apply(cloudsmith, pipeline, made)))
