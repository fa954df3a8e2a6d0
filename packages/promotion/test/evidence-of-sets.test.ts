import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  attest,
  EvidenceError,
  history,
  promotedSetOf,
  readEvidence,
  signedBy,
  stageUri,
  statementOf,
  subjectsOf,
  verifyEnvelope,
  type WebCryptoKey,
} from '../src/evidence.ts'
import { apply, approval, approve, definePipeline, metadata, plan, requiredTags } from '../src/index.ts'
import { stock } from './stock.ts'
import { story } from './story.ts'

const npm = (name: string, version = '1.0.0') => npmPackage({ name, version, license: 'MIT' })
const verifier = 'https://ci.acme.example/promoter'

type Pair = { publicKey: WebCryptoKey; privateKey: WebCryptoKey }
let pair: Pair
beforeAll(async () => {
  pair = (await crypto.subtle.generateKey({ name: 'Ed25519' } as { name: 'Ed25519' }, true, ['sign', 'verify'])) as Pair
})
const about = () => ({ pipeline: 'libraries', verifier, signer: pair.privateKey })

describe('a set that was promoted', () => {
  const dev = ['app', 'core', 'docs', 'tool'].map((name) => npm(name))

  test('is proved by one statement about all of it, which verifies for any member and for nothing else', async () => {
    const { planned, applied, cloudsmith } = await stock({ dev })
    const envelope = await attest(cloudsmith, await applied(await planned()), { ...about(), attach: 'once' })

    const rows = await cloudsmith.packages.list({ owner: 'acme', repo: 'staging' }).toArray()
    expect(rows).toHaveLength(4)
    for (const row of rows) {
      const wanted = { subjects: subjectsOf(row), resource: stageUri('acme', 'staging'), verifier }
      expect((await verifyEnvelope(envelope, [pair.publicKey], wanted)).subject).toHaveLength(4)
      const read = await readEvidence(cloudsmith, { owner: 'acme', repo: 'staging', identifier: row.slug_perm })
      expect(read).toEqual([envelope])
    }
    await expect(verifyEnvelope(envelope, [pair.publicKey], { subjects: ['00'.repeat(32)] })).rejects.toThrow(EvidenceError)
  })

  test('has it attached once; the others say where it is, however often it is attested', async () => {
    const { planned, applied, cloudsmith, emulator } = await stock({ dev })
    const report = await applied(await planned())
    emulator.requests.clear()
    const envelope = await attest(cloudsmith, report, { ...about(), attach: 'once' })
    const contents = await Promise.all(
      report.items.map(async ({ destination }) => {
        const [entry] = await cloudsmith.v2.metadata.list({ package_slug_perm: destination ?? '' }).toArray()
        return entry?.content
      }),
    )
    expect(contents.filter((content) => JSON.stringify(content).includes(envelope.payload))).toHaveLength(1)
    const writes = emulator.requests.writes.length
    expect(writes).toBe(4)
    await attest(cloudsmith, report, { ...about(), attach: 'once' })
    expect(emulator.requests.writes).toHaveLength(writes)
  })

  test('has a history package by package, and opens the next gate', async () => {
    const { planned, applied, cloudsmith, emulator } = await stock({ dev })
    await attest(cloudsmith, await applied(await planned()), { ...about(), attach: 'once' })
    const keys = [pair.publicKey]
    const gates = [metadata({ require: [{ kind: 'evidence', verify: signedBy(keys, { verifier }) }] })]
    const pipeline = definePipeline({
      owner: 'acme',
      stages: [{ repository: 'dev' }, { repository: 'staging' }, { repository: 'production', gates, unscannable: 'pass' }],
    })

    const entries = await history(cloudsmith, pipeline, { stage: 'staging', keys })
    expect(entries.map(({ package: { name }, verified }) => [name, verified])).toEqual(
      ['app', 'core', 'docs', 'tool'].map((name) => [name, true]),
    )
    const now = new Date(emulator.clock.now())
    const made = await plan(cloudsmith, pipeline, { from: 'staging', to: 'production', select: 'everything', now })
    expect(made.items.map(({ outcome }) => outcome)).toEqual(['promote', 'promote', 'promote', 'promote'])
  })

  test('is not proved by what only claims to lead to evidence', async () => {
    const { planned, applied, cloudsmith } = await stock({ dev })
    const report = await applied(await planned())
    const [first, second] = report.items.map(({ destination }) => destination ?? '')
    await attest(cloudsmith, { ...report, items: report.items.slice(0, 1) }, about())
    const content_type = 'application/vnd.cloudsmith-sdk.evidence-reference+json'
    for (const content of [{ sha256: '00'.repeat(32), slugPerm: first }, { sha256: 1 }]) {
      await cloudsmith.v2.metadata.create({ package_slug_perm: second ?? '', content, content_type, source_identity: 'mallory' })
    }
    expect(await readEvidence(cloudsmith, { owner: 'acme', repo: 'staging', identifier: second ?? '' })).toEqual([])
  })
})

describe('stages that share a repository', () => {
  /** One repository with two stages behind dev, told apart by their tags; production asks for evidence of staging. */
  async function shared() {
    const world = await story()
    const { cloudsmith, emulator } = world
    await emulator.add('acme/dev', npm('app'))
    const stages = [
      { repository: 'dev' },
      { name: 'staging', repository: 'staging', tag: 'staged', unscannable: 'pass' as const },
      { name: 'production', repository: 'staging', tag: 'released', unscannable: 'pass' as const },
    ]
    const pipeline = definePipeline({ owner: 'acme', stages })
    const promoted = async (from: string, to: string) => {
      const made = await plan(cloudsmith, pipeline, { from, to, select: 'everything', now: new Date(emulator.clock.now()) })
      return await apply(cloudsmith, pipeline, made)
    }
    return { ...world, pipeline, promoted }
  }

  test('have evidence of their own: what proves staging proves nothing of production', async () => {
    const { cloudsmith, pipeline, promoted } = await shared()
    const envelope = await attest(cloudsmith, await promoted('dev', 'staging'), about())
    const keys = [pair.publicKey]
    const at = (stage: string) => verifyEnvelope(envelope, keys, { resource: stageUri('acme', 'staging', stage) })
    await expect(at('staging')).resolves.toMatchObject({ predicate: { verificationResult: 'PASSED' } })
    await expect(at('production')).rejects.toMatchObject({ problem: 'resource' })

    expect((await promoted('staging', 'production')).outcome).toBe('succeeded')
    expect(await history(cloudsmith, pipeline, { stage: 'staging', keys })).toMatchObject([{ verified: true }])
    expect(await history(cloudsmith, pipeline, { stage: 'production', keys })).toMatchObject([
      { verified: false, why: expect.stringContaining('#stage=staging') },
    ])
  })

  test('a gate asks for the evidence of the stage that the package is in', async () => {
    const { cloudsmith, emulator, pipeline, promoted } = await shared()
    await attest(cloudsmith, await promoted('dev', 'staging'), about())
    const gated = (stage?: string) => {
      const verify = signedBy([pair.publicKey], { verifier, stage })
      const gates = [metadata({ require: [{ kind: 'evidence', verify }] })]
      return definePipeline({
        owner: 'acme',
        stages: pipeline.stages.map((each) => ({ ...each, gates: each.name === 'production' ? gates : [] })),
      })
    }
    const outcomeBy = async (asked: ReturnType<typeof gated>) => {
      const now = new Date(emulator.clock.now())
      const { items } = await plan(cloudsmith, asked, { from: 'staging', to: 'production', select: 'everything', now })
      return items.map(({ outcome }) => outcome)
    }
    expect(await outcomeBy(gated())).toEqual(['promote'])
    expect(await outcomeBy(gated('production'))).toEqual(['blocked'])
  })
})

describe('approvals in evidence', () => {
  test('are those that cover what was promoted, as it was promoted', async () => {
    const gates = [requiredTags({ all: ['tested'] }), approval({ quorum: 1, unsigned: true })]
    const world = await stock({ stage: { gates } })
    const { cloudsmith, emulator, planned, applied } = world
    await emulator.add('acme/dev', npm('app'), { tags: ['tested'] })
    await emulator.add('acme/dev', npm('core'), { tags: ['tested'] })
    const now = () => new Date(emulator.clock.now())
    const only = (name: string) => ({ packages: [{ format: 'npm', name, version: '1.0.0' }] })
    const ofApp = await approve(await planned({ select: only('app') }), { by: 'ann', now: now() })
    const made = await planned()
    const ofBoth = await approve(made, { by: 'carol', now: now() })
    const tooLate = await approve(made, { by: 'dave', now: new Date(now().getTime() + 86_400_000) })
    const ofAnother = { ...ofBoth, by: 'eve', subjects: ['00'.repeat(32)] }
    const approvals = [ofBoth, ofApp, tooLate, ofAnother]
    const report = await applied(made, { approvals })
    expect(report.outcome).toBe('succeeded')

    const set = await promotedSetOf(report, { pipeline: 'libraries', plan: made, approvals })

    expect(set.approvals.map(({ by, signed }) => [by, signed])).toEqual([
      ['ann', false],
      ['carol', false],
    ])
    expect(set.packages.map(({ package: { name }, approvedBy }) => [name, approvedBy])).toEqual([
      ['app', ['ann', 'carol']],
      ['core', ['carol']],
    ])
    const details = Object.values(statementOf(set, { verifier }).predicate).at(-1)
    expect(JSON.stringify(details)).not.toContain('eve')
    await expect(promotedSetOf(report, { pipeline: 'libraries', approvals })).rejects.toThrow('Pass the plan along')
    await expect(promotedSetOf({ ...report, plan: 'another' }, { pipeline: 'libraries', plan: made, approvals })).rejects.toThrow(
      'The report belongs to another plan',
    )
    await attest(cloudsmith, report, { ...about(), plan: made, approvals })
  })
})
