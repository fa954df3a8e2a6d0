import { Cloudsmith, exactly, field, type Package } from '@cloudsmith-sdk/client'
import { npmPackage, type PackageFixture, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import {
  approval,
  definePipeline,
  freeze,
  gateReasonsOf,
  maxSeverity,
  PipelineError,
  PlanError,
  type PlanOptions,
  plan,
  planMarkdown,
  planText,
  requiredTags,
  type StageDefinition,
  scanned,
} from '../src/index.ts'
import { type Story, story } from './story.ts'

const npm = (name: string, version: string, more = {}) => npmPackage({ name, version, license: 'MIT', ...more })
const ms = npm('ms', '2.1.3')
const tampered = npm('ms', '2.1.3', { files: { 'index.js': 'evil()' } })
const lodash = npm('lodash', '4.17.20')

const pipelineTo = (staging: Partial<StageDefinition> = {}) =>
  definePipeline({
    owner: 'acme',
    stages: [{ repository: 'dev' }, { repository: 'staging', ...staging }, { repository: 'production' }],
  })

/** Repositories with packages in them, and a way to plan from dev to staging. */
async function stocked(dev: readonly PackageFixture[], staging: readonly PackageFixture[] = []) {
  const world = await story()
  const { emulator, cloudsmith } = world
  const add = async (place: string, fixtures: readonly PackageFixture[]) => {
    const added: Package[] = []
    for (const fixture of fixtures) added.push(await emulator.add(place, fixture))
    return added
  }
  const [inDev, inStaging] = [await add('acme/dev', dev), await add('acme/staging', staging)]
  await emulator.settle()
  emulator.requests.clear()
  const planned = (options: Partial<PlanOptions> = {}, stage: Partial<StageDefinition> = {}) => {
    const now = new Date(emulator.clock.now())
    return plan(cloudsmith, pipelineTo(stage), { from: 'dev', to: 'staging', select: 'everything', now, ...options })
  }
  return { ...world, inDev, inStaging, planned }
}

const outcomes = ({ items }: Awaited<ReturnType<typeof plan>>) =>
  items.map(({ package: { name, version }, outcome }) => `${name} ${version}: ${outcome}`)
const sent = ({ emulator }: Pick<Story, 'emulator'>) => emulator.requests.writes

describe('what is read', () => {
  test('F01 every page is read, and the plan says how many packages it saw', async () => {
    const many = Array.from({ length: 501 }, (_, index) =>
      rawFile({ name: `file-${index}`, version: '1', bytes: new Uint8Array(1) }),
    )
    const { planned, emulator } = await stocked(many)

    const { estimates, items } = await planned()

    expect(estimates.read).toEqual({ source: 501, destination: 0 })
    expect(items).toHaveLength(501)
    expect(emulator.requests.all.filter(({ operation }) => operation === 'packages_list')).toHaveLength(3)
  })

  test('F01 fewer packages than the service counted are refused', async () => {
    const { emulator } = await stocked([ms])
    const miscounting = new Cloudsmith({
      apiKey: 'emulator-admin-key',
      fetch: async (...request: Parameters<typeof fetch>) => {
        const answer = await emulator.fetch(...request)
        const headers = new Headers(answer.headers)
        if (headers.has('x-pagination-count')) headers.set('x-pagination-count', '2')
        return new Response(answer.body, { status: answer.status, headers })
      },
    })

    const planning = plan(miscounting, pipelineTo(), { from: 'dev', to: 'staging', select: 'everything' })

    await expect(planning).rejects.toThrow(PlanError)
    await expect(planning).rejects.toThrow('acme/dev: the service counts 2 packages, but lists only 1 of them')
  })

  test('F22 a handful of requests tells of all packages, and none of them changes anything', async () => {
    const world = await stocked([ms, lodash, npm('a', '1.0.0'), npm('b', '1.0.0')], [ms])
    await world.planned({}, { gates: [scanned({}), requiredTags({})] })
    expect(world.emulator.requests.all).toHaveLength(3)
    expect(sent(world)).toEqual([])
  })
})

describe('what is selected', () => {
  test('F02 identities and tags are matched exactly', async () => {
    const { planned, cloudsmith, inDev } = await stocked([npm('foo', '1.0.0'), npm('foo', '1.0.1'), npm('foobar', '1.0.0')])
    const [foo, newer] = inDev as [Package, Package]
    await cloudsmith.packages.tag({ owner: 'acme', repo: 'dev', identifier: foo.slug_perm, tags: ['rc'] })
    await cloudsmith.packages.tag({ owner: 'acme', repo: 'dev', identifier: newer.slug_perm, tags: ['rc-1'] })

    expect(outcomes(await planned({ select: { packages: [{ format: 'npm', name: 'foo', version: '1.0.0' }] } }))).toEqual([
      'foo 1.0.0: promote',
    ])
    expect(outcomes(await planned({ select: { tag: 'rc' } }))).toEqual(['foo 1.0.0: promote'])
    expect(outcomes(await planned({ select: { query: exactly({ format: 'npm', name: 'foo' }) } }))).toEqual([
      'foo 1.0.0: promote',
      'foo 1.0.1: promote',
    ])
  })

  test('F03 nothing selected is an error unless it may be', async () => {
    const { planned } = await stocked([ms])
    const select = { query: field.name.exactly('nothing') }
    await expect(planned({ select })).rejects.toThrow('selects nothing in acme/dev')
    expect(await planned({ select, allowEmpty: true })).toMatchObject({ items: [], estimates: { cost: { requests: 0 } } })
  })

  test('a listed package that is missing is an error, whatever else is there', async () => {
    const { planned } = await stocked([ms])
    const packages = [ms, lodash].map((_, index) => ({ format: 'npm', name: 'ms', version: `2.1.${3 + index}` }))
    await expect(planned({ select: { packages }, allowEmpty: true })).rejects.toThrow('acme/dev does not have npm ms 2.1.4.')
  })

  test('F25 a stage cannot be skipped', async () => {
    const { planned } = await stocked([ms])
    await expect(planned({ to: 'production' })).rejects.toThrow(PipelineError)
  })
})

describe('what would become of a package', () => {
  test('F07 the same bytes at the destination are there already', async () => {
    const { planned } = await stocked([ms, lodash], [ms])
    expect(outcomes(await planned())).toEqual(['lodash 4.17.20: promote', 'ms 2.1.3: already there'])
  })

  test('F07 F13 other bytes at the destination are a conflict that names both digests', async () => {
    const { planned, inDev, inStaging } = await stocked([ms], [tampered])
    const { items, estimates } = await planned()
    expect(items).toMatchObject([
      {
        outcome: 'conflict',
        differences: [{ source: inDev[0]?.checksum_sha256, destination: inStaging[0]?.checksum_sha256 }],
      },
    ])
    expect(estimates.cost.requests).toBe(0)
  })

  test('a quarantined package is blocked before any gate is asked', async () => {
    const { planned, cloudsmith, inDev } = await stocked([ms])
    await cloudsmith.packages.quarantine({ owner: 'acme', repo: 'dev', identifier: inDev[0]?.slug_perm ?? '' })
    const { items } = await planned({}, { gates: [requiredTags({ all: ['x'] })] })
    expect(items).toMatchObject([{ outcome: 'blocked', reasons: [expect.stringContaining('quarantined')], gates: [] }])
  })

  test('gates block, and waits say until when', async () => {
    const { planned, emulator } = await stocked([ms])
    const to = new Date(emulator.clock.now() + 3_600_000).toISOString()
    const frozen = freeze({ windows: [{ from: '2026-01-01', to }] })
    expect(await planned({}, { gates: [frozen] })).toMatchObject({
      items: [{ outcome: 'waiting', gates: [0] }],
      answers: [{ until: to }],
    })
    expect((await planned({}, { gates: [frozen, requiredTags({ all: ['x'] })] })).items).toMatchObject([
      { outcome: 'blocked', reasons: [expect.stringContaining('lacks the tag x'), expect.stringContaining('freeze')] },
    ])
  })

  test('F12 a format that is not scanned is the decision of the stage', async () => {
    const { planned } = await stocked([rawFile({ name: 'notes', version: '1', bytes: new Uint8Array(1) })])
    expect(outcomes(await planned({}, { gates: [scanned({})] }))).toEqual(['notes 1: blocked'])
    expect(outcomes(await planned({}, { gates: [scanned({})], unscannable: 'pass' }))).toEqual(['notes 1: promote'])
  })

  test('findings are read for what is vulnerable, and a waiver lets it through', async () => {
    const { emulator, push, planned } = await stocked([])
    await push('dev', lodash)
    await push('dev', ms)
    await emulator.settle()
    emulator.requests.clear()
    const gates = [maxSeverity({ critical: 0, high: 0 })]

    const blocked = await planned({}, { gates })
    expect(outcomes(blocked)).toEqual(['lodash 4.17.20: blocked', 'ms 2.1.3: promote'])
    const [stopped] = blocked.items.map((item) => gateReasonsOf(blocked, item))
    expect(stopped).toMatchObject([{ gate: 'max-severity', seen: { high: expect.any(Number) } }])
    expect(emulator.requests.all.filter(({ operation }) => operation?.startsWith('vulnerabilities'))).toHaveLength(2)

    const expires = new Date(emulator.clock.now() + 30 * 24 * 3_600_000).toISOString()
    const waiver = { waives: 'max-severity', owner: 'carol', reason: 'not reachable', expires }
    const waivable = [maxSeverity({ critical: 0, high: 0, mayWaive: ['carol'] })]
    const waived = await planned({ waivers: [waiver] }, { gates: waivable })
    expect(waived.items).toMatchObject([{ outcome: 'promote', reasons: [expect.stringContaining('waived by carol')] }, {}])
  })
})

describe('what a plan freezes', () => {
  test('F04 the very package and its bytes', async () => {
    const { planned, inDev } = await stocked([ms])
    const [source] = inDev
    expect((await planned()).items).toMatchObject([
      { slugPerm: source?.slug_perm, files: [{ filename: 'ms-2.1.3.tgz', sha256: source?.checksum_sha256 }] },
    ])
  })

  test('the same world gives the same plan, which survives JSON', async () => {
    const { planned } = await stocked([ms, lodash], [ms])
    const [first, second] = [await planned(), await planned()]
    expect({ ...second, estimates: first.estimates }).toEqual(first)
    expect(JSON.parse(JSON.stringify(first))).toEqual(first)
  })

  test('F26 an approval is bound to the plan: what is replaced afterwards is not approved', async () => {
    const { planned, emulator, cloudsmith, inDev, agreed } = await stocked([ms])
    const stage = { gates: [approval({ unsigned: true })] }
    const made = await planned({}, stage)
    expect(made.items).toMatchObject([{ outcome: 'needs approval', gates: [0] }])
    expect(made.answers).toMatchObject([{ cause: 'approval', needed: { quorum: 1 } }])
    const approvals = await agreed(made, 'bob')
    expect(outcomes(await planned({ approvals }, stage))).toEqual(['ms 2.1.3: promote'])

    expect(outcomes(await planned({ approvals }, { ...stage, tag: 'released' }))).toEqual(['ms 2.1.3: needs approval'])
    await cloudsmith.packages.delete({ owner: 'acme', repo: 'dev', identifier: inDev[0]?.slug_perm ?? '' })
    await emulator.settle()
    await emulator.add('acme/dev', tampered)
    expect(outcomes(await planned({ approvals }, stage))).toEqual(['ms 2.1.3: needs approval'])
  })
})

describe('what a plan predicts', () => {
  test('F16 a lower version than the newest there may move latest back', async () => {
    const { planned } = await stocked([npm('ms', '2.0.10'), npm('a', '1.10.0')], [npm('ms', '2.1.3'), npm('a', '1.9.0')])
    const made = await planned()
    expect(made.latest).toEqual([
      { format: 'npm', name: 'a', from: '1.9.0', to: '1.10.0', marked: '1.9.0', backwards: false },
      { format: 'npm', name: 'ms', from: '2.1.3', to: '2.0.10', marked: '2.1.3', backwards: true },
    ])
    expect(planText(made)).toContain('Warning: npm ms 2.0.10 is lower than 2.1.3')
  })

  test('F18 what retention may delete is named, and stops the plan where the stage says so', async () => {
    const { planned, cloudsmith, inStaging } = await stocked([npm('ms', '2.1.4')], [ms, lodash])
    await cloudsmith.repos.retention.update({
      owner: 'acme',
      repo: 'staging',
      retention_enabled: true,
      retention_count_limit: 1,
      retention_days_limit: 0,
      retention_size_limit: 0,
      retention_group_by_name: true,
    })
    const warned = await planned()
    expect(outcomes(warned)).toEqual(['ms 2.1.4: promote'])
    expect(warned.retention).toHaveLength(1)
    expect(warned.retention).toMatchObject([{ rule: 'count', package: { name: 'ms' } }])
    expect([inStaging[0]?.slug_perm, null]).toContain(warned.retention[0]?.slugPerm)
    expect(outcomes(await planned({}, { retention: 'block' }))).toEqual(['ms 2.1.4: blocked'])
  })

  test('F29 dependencies that the destination lacks are listed, with those that need them', async () => {
    const app = npm('app', '1.0.0', { dependencies: { ms: '^2', debug: '^4', lodash: '^4' } })
    const { planned } = await stocked([app, lodash], [ms])
    const made = await planned({ dependencies: 'check' })
    expect(made.missing).toMatchObject([{ format: 'npm', name: 'debug', neededBy: [{ name: 'app', version: '1.0.0' }] }])
    expect((await planned()).missing).toBeNull()
  })

  test('F29 they can be taken along, with what they need in turn, the newest of each name', async () => {
    const app = npm('app', '1.0.0', { dependencies: { debug: '^4', lodash: '^4' } })
    const debug = [npm('debug', '4.3.9'), npm('debug', '4.4.0', { dependencies: { ms: '^2' } })]
    const { planned } = await stocked([app, ...debug, ms])
    const made = await planned({ select: { query: 'name:^app$' }, dependencies: 'closure', missingDependencies: 'tell' })
    expect(outcomes(made)).toEqual(['app 1.0.0: promote', 'debug 4.4.0: promote', 'ms 2.1.3: promote'])
    expect(made.missing).toMatchObject([{ name: 'lodash' }])
  })

  test('the requests that it takes, and how long at the present rate limit', async () => {
    const many = Array.from({ length: 101 }, (_, index) =>
      rawFile({ name: `file-${index}`, version: '1', bytes: new Uint8Array(1) }),
    )
    const { planned } = await stocked(many)
    expect((await planned()).estimates.cost).toEqual({ requests: 5, minutes: expect.any(Number) })
    expect((await planned({}, { tag: 'released' })).estimates.cost.requests).toBe(108)
  })
})

test('F53 the heading of a plan counts packages in the plural', async () => {
  const other = rawFile({ name: 'other', version: '1', bytes: new Uint8Array(1) })
  const { planned } = await stocked([ms, other], [tampered, { ...other, bytes: new Uint8Array(2) }])
  expect(planText(await planned())).toMatch(/^acme: dev → staging \(copy\): 2 conflicts\n/)
})

test('F53 a plan is told to people, as text and as Markdown that package names cannot break', async () => {
  const evil = rawFile({ name: 'a|b<img>', version: '1', bytes: new Uint8Array(1) })
  const { planned } = await stocked([ms, evil], [tampered])
  const made = await planned()
  expect(planText(made).split('\n')).toEqual([
    'acme: dev → staging (copy): 1 promote, 1 conflict',
    '  conflict: npm ms 2.1.3 (ms-2.1.3.tgz)',
    '    staging has a package with its name and version, but different bytes',
    expect.stringMatching(/^ {4}ms-2\.1\.3\.tgz: source sha256 [0-9a-f]{64}, destination sha256 [0-9a-f]{64}$/),
    expect.stringContaining('promote: raw a|b<img> 1'),
    'Read 2 packages of dev and 1 of staging',
    expect.stringMatching(/^Takes about 4 requests and [\d.]+ minutes$/),
    `Plan ${made.digest}`,
  ])
  expect(planMarkdown(made)).toContain('| promote | raw a&#124;b&#60;img&#62; 1')
})
