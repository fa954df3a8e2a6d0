import { hold, holds, holdsText, resume } from '@cloudsmith-sdk/promotion/hold'
import { fileHolds } from '@cloudsmith-sdk/promotion/node'
import { cloudsmith, pipeline } from './acme.ts'

const edge = { from: 'development', to: 'staging' }
const holdStore = fileHolds(process.env.HOLDS_FILE ?? 'holds.json')

await hold(cloudsmith, pipeline, { edge, packages: { tag: 'candidate' }, by: 'ada', why: 'it breaks the login' })
await hold(cloudsmith, pipeline, { edge, holdStore, by: 'ada', why: 'the release is being prepared' })
console.log(holdsText(await holds(cloudsmith, pipeline, { edge, holdStore })))

await resume(cloudsmith, pipeline, { edge, packages: 'everything', by: 'ada' })
await resume(cloudsmith, pipeline, { edge, holdStore, by: 'ada' })
