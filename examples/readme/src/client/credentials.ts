import { createCloudsmith } from '@cloudsmith-sdk/client/node'

const cloudsmith = createCloudsmith({ required: true })
console.log((await cloudsmith.user.self()).slug)
