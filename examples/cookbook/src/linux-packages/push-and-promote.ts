import { Cloudsmith } from '@cloudsmith-sdk/client'
import { fileFromPath } from '@cloudsmith-sdk/client/node'
import { apply, definePipeline, plan, reportText } from '@cloudsmith-sdk/promotion'

const cloudsmith = new Cloudsmith()
const pipeline = definePipeline({
  owner: 'acme',
  stages: [
    { repository: 'development' },
    // The service does not scan Debian packages: whether that stops them is a decision, and this is where it stands.
    { repository: 'staging', tag: 'staged', unscannable: 'pass' },
  ],
})

for (const [distribution, file] of [
  ['debian/bookworm', 'dist/agent_2.0.0-1_amd64.deb'],
  ['debian/bookworm', 'dist/agent_2.0.0-1_arm64.deb'],
  ['ubuntu/noble', 'dist/agent_2.0.0-1_amd64.deb'],
] as const) {
  const at = { owner: 'acme', repo: 'development', format: 'deb', distribution } as const
  await cloudsmith.push({ ...at, file: await fileFromPath(file), ifExists: 'skip' })
}

const select = { set: 'agent 2.0.0', packages: [{ format: 'deb', name: 'agent', version: '2.0.0-1', all: true }] }
const made = await plan(cloudsmith, pipeline, { from: 'development', to: 'staging', select })
console.log(reportText(await apply(cloudsmith, pipeline, made)))
