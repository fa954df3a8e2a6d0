import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { debPackage, mavenJar, npmPackage, nugetPackage, pythonWheel, rawFile } from '@cloudsmith-sdk/emulator/testing'
import {
  apply,
  approval,
  approve,
  copy,
  definePipeline,
  maxSeverity,
  plan,
  planText,
  reportText,
  rollback,
  rollbackText,
  scanned,
} from '@cloudsmith-sdk/promotion'
import { drift, driftText, matrix } from '@cloudsmith-sdk/promotion/compare'

const owner = 'acme'
const vulnerable = maxSeverity({ critical: 0, high: 0 })

/** What the pictures are of. */
export const pipeline = definePipeline({
  owner,
  stages: [
    { repository: 'development', upstreams: [{ format: 'npm', name: 'npm', url: 'https://npm.example.com' }] },
    { repository: 'staging', gates: [scanned({}), vulnerable], tag: 'staged', unscannable: 'pass' },
    {
      repository: 'production',
      gates: [scanned({}), vulnerable, approval({ quorum: 2, unsigned: true })],
      tag: 'released',
      unscannable: 'pass',
    },
  ],
})

const packages = [
  npmPackage({ name: '@acme/web', version: '7.0.0', license: 'MIT' }),
  pythonWheel({ name: 'acme-jobs', version: '7.0.0', license: 'MIT' }),
  nugetPackage({ name: 'Acme.Text', version: '2.0.1', license: 'MIT' }),
  debPackage({ name: 'acme-agent', version: '1.0.0-1', architecture: 'amd64', distribution: 'debian/bookworm' }),
  npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' }),
  mavenJar({ groupId: 'org.apache.logging.log4j', artifactId: 'log4j-core', version: '2.14.1', license: 'Apache-2.0' }),
]

/** Plays a promotion in an emulator, on its time and with its identifiers, so that it is the same each time; and gives what is told on the way. */
export async function tellStory() {
  const emulator = createEmulator({
    workspaces: [
      {
        slug: owner,
        accounts: [{ slug: 'release-team', key: 'key', role: 'Owner' }],
        repositories: ['development', 'staging', 'production'],
      },
    ],
  })
  const cloudsmith = new Cloudsmith({ apiKey: 'key', fetch: emulator.fetch, clock: emulator.clock })
  const now = () => new Date(emulator.clock.now())
  for (const fixture of packages) await emulator.add('acme/development', fixture, { tags: ['candidate'] })
  await emulator.settle()

  const toStaging = await plan(cloudsmith, pipeline, { from: 'development', to: 'staging', select: { tag: 'candidate' } })
  const staged = await apply(cloudsmith, pipeline, toStaging)
  const select = { query: 'tag:^staged$ AND NOT name:^acme-agent$' }
  const toProduction = await plan(cloudsmith, pipeline, { from: 'staging', to: 'production', select, requestedBy: 'bob' })
  const approvals = await Promise.all(['ada', 'grace'].map((by) => approve(toProduction, { by, now: now() })))
  const released = await apply(cloudsmith, pipeline, toProduction, { approvals })
  const toCome = await plan(cloudsmith, pipeline, {
    from: 'staging',
    to: 'production',
    select: { tag: 'staged' },
    requestedBy: 'bob',
  })
  const where = await matrix(cloudsmith, pipeline)

  // Somebody is in a hurry.
  const byHand = await emulator.add('acme/development', rawFile({ name: 'hotfix', version: '1', bytes: new Uint8Array([1]) }))
  await emulator.settle()
  await copy(cloudsmith, { owner, repo: 'development', identifier: byHand.slug_perm }, { to: 'production' })
  const drifted = await drift(cloudsmith, pipeline, { stage: 'production' })
  const undone = await rollback(cloudsmith, released, { hold: { by: 'ada', why: 'incident 7: the login breaks' } })

  return {
    matrix: where,
    plans: [toStaging, toCome],
    texts: {
      plan: planText(toStaging),
      report: reportText(staged),
      agreed: `${planText(toProduction)}\n\n${reportText(released)}`,
      drift: driftText(drifted),
      rollback: rollbackText(undone),
    },
  }
}
