import { drift, driftText, matrix, matrixText } from '@cloudsmith-sdk/promotion/compare'
import { cloudsmith, pipeline } from './acme.ts'

console.log(driftText(await drift(cloudsmith, pipeline, { stage: 'staging' })))
console.log(matrixText(await matrix(cloudsmith, pipeline)))
