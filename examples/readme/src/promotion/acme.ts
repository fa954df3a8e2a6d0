import { Cloudsmith } from '@cloudsmith-sdk/client'
import { definePipeline, maxSeverity, notQuarantined, scanned } from '@cloudsmith-sdk/promotion'

export const cloudsmith = new Cloudsmith({ apiKey: process.env.CLOUDSMITH_API_KEY })

const gates = [scanned({}), notQuarantined({}), maxSeverity({ critical: 0, high: 0 })]

export const pipeline = definePipeline({
  owner: 'acme',
  stages: [
    { repository: 'development' },
    { repository: 'staging', gates, tag: 'staged' },
    { repository: 'production', gates, tag: 'released' },
  ],
})
