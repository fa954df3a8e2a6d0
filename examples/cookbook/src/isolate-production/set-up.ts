import { Cloudsmith } from '@cloudsmith-sdk/client'
import { definePipeline } from '@cloudsmith-sdk/promotion'
import { ensure, ensureText } from '@cloudsmith-sdk/promotion/ensure'

const cloudsmith = new Cloudsmith()

export const pipeline = definePipeline({
  owner: 'acme',
  stages: [
    // Only development fetches from elsewhere.
    { repository: 'development', upstreams: [{ format: 'npm', name: 'npm', url: 'https://npm.example.com' }] },
    { repository: 'staging', tag: 'staged' },
    { repository: 'production', tag: 'released' },
  ],
})

console.log(ensureText(await ensure(cloudsmith, pipeline)))

for (const { repository } of pipeline.stages.slice(1)) {
  const upstreams = await cloudsmith.repos.upstreams.list({ owner: 'acme', repo: repository }).toArray()
  console.log(`${repository} fetches from ${upstreams.length === 0 ? 'nowhere' : upstreams.map(({ name }) => name).join(', ')}`)
}
