import { debPackage, npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { promotedSetOf, statementOf } from '../src/evidence.ts'
import {
  type Approval,
  apply,
  approve,
  type Plan,
  plan,
  type Report,
  type Revocation,
  revoke,
  type Snapshot,
  snapshot,
  type Waiver,
} from '../src/index.ts'
import { parsePipeline } from '../src/pipeline-file.ts'
import { story } from './story.ts'

/** A pipeline with all kinds of rules. */
export const pipelineYaml = `kind: cloudsmith-promotion/pipeline
version: 1
owner: acme
select: { formats: [npm, deb] }
stages:
  - repository: dev
  - repository: staging
    unscannable: pass
    tag: staged
    staleScan: { after: 7 days, means: pass }
    gates:
      licence: { deny: [GPL-3.0-only], unknown: pass, mayWaive: [carol] }
      required-tags: { none: [broken] }
      freeze:
        windows: [{ from: '2020-12-20T00:00:00Z', to: '2021-01-02T00:00:00Z', reason: the holidays }]
      approval: { quorum: 1, unsigned: true, validFor: 30 days }
  - name: live
    repository: production
    retention: block
`

/** Documents of every kind that belong to each other, as a promotion makes them. */
export interface Documents {
  readonly plan: Plan
  readonly approval: Approval
  readonly revocation: Revocation
  readonly waivers: { readonly kind: string; readonly version: number; readonly waivers: readonly Waiver[] }
  readonly report: Report
  readonly snapshot: Snapshot
}

/** A world in which packages have every fate, and its documents. */
export async function documentsOfWorld() {
  const { emulator, cloudsmith } = await story()
  const npm = (name: string, license: string) => npmPackage({ name, version: '1.0.0', license })
  const deb = debPackage({ name: 'acme', version: '1.0.0', distribution: 'debian/bookworm' })
  for (const each of [npm('needs-people', 'MIT'), npm('waived', 'GPL-3.0-only'), npm('denied', 'GPL-3.0-only'), deb]) {
    await emulator.add('acme/dev', each)
  }
  const needy = { name: 'needy', version: '1.0.0', license: 'MIT', dependencies: { 'left-pad': '^1.3.0' } }
  await emulator.add('acme/dev', npmPackage(needy))
  await emulator.add('acme/dev', npm('conflicting', 'MIT'))
  await emulator.add('acme/staging', npm('conflicting', 'ISC'))
  await emulator.add('acme/staging', npmPackage({ name: 'needs-people', version: '0.9.0', license: 'MIT' }))
  const pipeline = parsePipeline(pipelineYaml)
  const now = () => new Date(emulator.clock.now())
  const inDays = (days: number) => new Date(emulator.clock.now() + days * 86_400_000).toISOString()
  const waiver = (change: Partial<Waiver>): Waiver => ({
    waives: 'licence',
    packages: [{ format: 'npm', name: 'waived', versions: '^1.0.0' }],
    stages: ['staging'],
    owner: 'carol',
    reason: 'the vendor sells us another licence',
    granted: now().toISOString(),
    expires: inDays(30),
    ...change,
  })
  const waivers = {
    kind: 'cloudsmith-promotion/waivers',
    version: 1,
    waivers: [waiver({}), waiver({ packages: [{ format: 'npm', name: 'denied' }], owner: 'mallory', approver: 'mallory' })],
  }
  const planned = await plan(cloudsmith, pipeline, {
    ...{ from: 'dev', to: 'staging', select: 'everything', dependencies: 'check' },
    ...{ waivers: waivers.waivers, requestedBy: 'bob', now: now() },
  })
  const approval = await approve(planned, { by: 'ada', now: now(), expires: new Date(inDays(7)) })
  const revocation = await revoke(approval, { by: 'ada', why: 'a mistake', now: now() })
  const report = await apply(cloudsmith, pipeline, planned, {
    ...{ waivers: waivers.waivers, approvals: [approval], clock: emulator.clock },
  })
  const taken = await snapshot(cloudsmith, pipeline, 'staging', { now: now() })
  const documents: Documents = { plan: planned, approval, revocation, waivers, report, snapshot: taken }
  const set = await promotedSetOf(report, { pipeline: 'libraries', plan: planned, approvals: [approval] })
  const statement = statementOf(set, { verifier: 'https://ci.acme.example/promoter' })
  return { cloudsmith, emulator, pipeline, documents, statement }
}
