import { Cloudsmith } from '@cloudsmith-sdk/client'
import { definePipeline } from '@cloudsmith-sdk/promotion'
import { drift, driftText } from '@cloudsmith-sdk/promotion/compare'

const cloudsmith = new Cloudsmith()
const pipeline = definePipeline({
  owner: 'acme',
  stages: [{ repository: 'development' }, { repository: 'staging' }, { repository: 'production' }],
})

// Leaves half of every window of the rate limit to the builds of the night.
const quiet = cloudsmith.withOptions({ reserve: 0.5, deadline: Date.now() + 3_600_000 })
for (const stage of ['staging', 'production']) {
  const found = await drift(quiet, pipeline, { stage })
  console.log(driftText(found))
  if (found.items.length > 0) process.exitCode = 8
}
