import { npmPackage, type PackageFixture, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { readPlan } from '../src/documents.ts'
import { custom, type Gate, pass, wait } from '../src/gates.ts'
import {
  type Approval,
  approval,
  approve,
  freeze,
  maxSeverity,
  metadata,
  type Plan,
  type Report,
  requiredTags,
  scanned,
  soak,
} from '../src/index.ts'
import { requireIntact } from '../src/plan/digest.ts'
import { edits, stored } from './edits.ts'
import { type Stock, stock } from './stock.ts'

const npm = (name: string, version: string, more = {}) => npmPackage({ name, version, license: 'MIT', ...more })
const ms = npm('ms', '2.1.3')
const clsx = npm('clsx', '2.1.1')
const lodash = npm('lodash', '4.17.20')
const [hour, day] = [3_600_000, 24 * 3_600_000]
const people = approval({ unsigned: true })

const outcomes = ({ items }: Plan | Report) => items.map((item) => `${item.package.name}: ${item.outcome}`)

/** A world whose staging has these gates, with a plan of all that is in dev. */
async function planned(gates: readonly Gate[], more: Stock = { dev: [ms] }) {
  const world = await stock({ ...more, stage: { gates, ...more.stage } })
  const inFuture = (milliseconds: number) => new Date(world.emulator.clock.now() + milliseconds).toISOString()
  return { ...world, inFuture, sent: () => world.emulator.requests.writes }
}

describe('F61 what came after the plan was stored counts when it is applied', () => {
  test('approvals: by one job planned, by people approved, by another job applied', async () => {
    const world = await planned([people])
    const plan = stored(await world.planned())
    expect(outcomes(plan)).toEqual(['ms: needs approval'])
    const approvals = stored(await world.agreed(plan, 'ada'))

    expect(await world.applied(plan)).toMatchObject({ outcome: 'needs approval', items: [{ outcome: 'needs approval' }] })
    expect(world.sent()).toEqual([])
    expect((await world.applied(plan, { approvals })).outcome).toBe('succeeded')
  })

  test('a scan that was under way', async () => {
    const world = await planned([scanned({})], {})
    await world.push('dev', ms)
    const plan = stored(await world.planned())
    expect(outcomes(plan)).toEqual(['ms: waiting'])
    await world.emulator.clock.advance(hour)
    world.emulator.requests.clear()
    expect((await world.applied(plan)).outcome).toBe('succeeded')
  })

  test('the end of a freeze, and of a soak', async () => {
    const start = (await stock({})).emulator.clock.now()
    const window = { from: new Date(start - day).toISOString(), to: new Date(start + day).toISOString() }
    const world = await planned([freeze({ windows: [window] }), soak({ atLeast: '3 days' })])
    const plan = stored(await world.planned())
    expect(outcomes(plan)).toEqual(['ms: waiting'])
    await world.emulator.clock.advance(2 * day)
    expect((await world.applied(plan)).items).toMatchObject([{ outcome: 'waiting', reasons: [expect.stringMatching(/^soak/)] }])
    await world.emulator.clock.advance(2 * day)
    expect((await world.applied(plan)).outcome).toBe('succeeded')
  })

  test('a waiver, where nobody has to agree', async () => {
    const world = await planned([maxSeverity({ high: 0, mayWaive: ['carol'] })], { dev: [lodash] })
    await world.emulator.settle()
    const plan = stored(await world.planned())
    expect(outcomes(plan)).toEqual(['lodash: blocked'])
    const waiver = { waives: 'max-severity', owner: 'carol', reason: 'not reachable', expires: world.inFuture(30 * day) }
    expect((await world.applied(plan, { waivers: [waiver] })).items).toMatchObject([{ outcome: 'promoted', waivers: [waiver] }])
  })

  test('a freeze that has begun, and an approval that has run out', async () => {
    const world = await planned([people, freeze({ windows: [{ from: '2020-01-01', to: '2020-01-02' }] })])
    const made = await world.planned()
    const approvals = [
      await approve(made, { by: 'ada', now: new Date(world.emulator.clock.now()), expires: new Date(world.inFuture(hour)) }),
    ]
    const plan = stored(await world.planned({ approvals }))
    expect(outcomes(plan)).toEqual(['ms: promote'])
    await world.emulator.clock.advance(hour)
    expect((await world.applied(plan, { approvals })).outcome).toBe('needs approval')
    expect(world.sent()).toEqual([])

    const from = world.emulator.clock.now() + hour
    const windows = [{ from: new Date(from).toISOString(), to: new Date(from + hour).toISOString() }]
    const later = await planned([freeze({ windows })])
    const early = stored(await later.planned({ now: new Date(from - 1) }))
    expect(outcomes(early)).toEqual(['ms: promote'])
    await later.emulator.clock.advance(from + 1 - later.emulator.clock.now())
    expect((await later.applied(early)).outcome).toBe('waiting')
    expect(later.sent()).toEqual([])
  })

  test('but nothing that was blocked by more than a gate goes without a new plan', async () => {
    const { cloudsmith, ...world } = await planned([people])
    const [row] = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev' }).toArray()
    const ref = { owner: 'acme', repo: 'dev', identifier: row?.slug_perm ?? '' }
    await cloudsmith.packages.quarantine(ref)
    const plan = stored(await world.planned())
    expect(outcomes(plan)).toEqual(['ms: blocked'])
    await cloudsmith.packages.quarantine({ ...ref, restore: true })
    world.emulator.requests.clear()
    expect(outcomes(await world.applied(plan))).toEqual(['ms: blocked'])
    expect(world.sent()).toEqual([])
  })
})

describe('F62 an approval covers what its giver saw let through', () => {
  test('two people approve while one is blocked, and a waiver comes afterwards: it does not go under their approvals', async () => {
    const quorum = approval({ quorum: 2, unsigned: true })
    const world = await planned([maxSeverity({ high: 0, mayWaive: ['carol'] }), quorum], { dev: [lodash, ms] })
    await world.emulator.settle()
    const plan = stored(await world.planned({ requestedBy: 'carol' }))
    expect(outcomes(plan)).toEqual(['lodash: blocked', 'ms: needs approval'])
    const approvals = stored(await world.agreed(plan, 'ada', 'bob'))
    const waivers = [{ waives: 'max-severity', owner: 'carol', reason: 'not reachable', expires: world.inFuture(30 * day) }]

    expect(outcomes(await world.applied(plan, { approvals, waivers }))).toEqual(['lodash: needs approval', 'ms: promoted'])
    expect(world.contents('staging')).toEqual(['npm ms 2.1.3'])
    const again = await world.planned({ requestedBy: 'carol', waivers, approvals })
    expect(outcomes(again)).toEqual(['lodash: needs approval', 'ms: already there'])

    const seen = await world.agreed(again, 'ada', 'bob')
    expect((await world.applied(again, { approvals: seen, waivers })).items).toMatchObject([
      { outcome: 'promoted' },
      { outcome: 'already there' },
    ])
  })

  test('nor with another waiver than they saw, nor without it', async () => {
    const world = await planned([maxSeverity({ high: 0, mayWaive: ['carol'] }), people], { dev: [lodash] })
    await world.emulator.settle()
    const waiver = { waives: 'max-severity', owner: 'carol', reason: 'not reachable', expires: world.inFuture(2 * day) }
    const plan = stored(await world.planned({ waivers: [waiver] }))
    const approvals = await world.agreed(plan, 'ada')
    const longer = { ...waiver, expires: world.inFuture(60 * day) }
    expect(outcomes(await world.applied(plan, { approvals, waivers: [longer] }))).toEqual(['lodash: needs approval'])
    expect(outcomes(await world.applied(plan, { approvals }))).toEqual(['lodash: blocked'])
    expect(world.sent()).toEqual([])
    expect((await world.applied(plan, { approvals, waivers: [waiver] })).outcome).toBe('succeeded')
  })

  test('for a part of what they saw it counts as well: a plan of fewer packages needs no new one', async () => {
    const world = await planned([people], { dev: [ms, clsx] })
    const approvals = stored(await world.agreed(await world.planned(), 'ada'))
    const fewer = stored(await world.planned({ select: { query: 'name:ms' } }))
    expect((await world.applied(fewer, { approvals })).outcome).toBe('succeeded')
  })

  test('nothing is agreed to where nothing would go', async () => {
    const world = await planned([requiredTags({ all: ['tested'] }), people])
    await expect(world.agreed(await world.planned(), 'ada')).rejects.toThrow('nothing to approve')
  })
})

describe('F51 a stored plan that somebody edited is refused', () => {
  /** A plan in which there is as much as can be. */
  async function rich() {
    const app = npm('app', '1.0.0', { dependencies: { debug: '^4', ms: '^2' } })
    const tampered = npm('clsx', '2.1.1', { files: { 'index.js': 'evil()' } })
    const gates = [maxSeverity({ high: 0, mayWaive: ['carol'] }), requiredTags({ none: ['broken'] }), people]
    const old = [npm('ms', '2.1.4'), tampered]
    const world = await planned(gates, { dev: [app, clsx, lodash, ms], staging: old, stage: { tag: 'staged' } })
    const { cloudsmith } = world
    await world.emulator.settle()
    const retention = { retention_enabled: true, retention_count_limit: 1, retention_days_limit: 0, retention_size_limit: 0 }
    await cloudsmith.repos.retention.update({ owner: 'acme', repo: 'staging', ...retention, retention_group_by_name: true })
    const waivers = [{ waives: 'max-severity', owner: 'carol', reason: 'not reachable', expires: world.inFuture(30 * day) }]
    const plan = stored(await world.planned({ waivers, dependencies: 'check', requestedBy: 'carol' }))
    world.emulator.requests.clear()
    return { ...world, plan, waivers }
  }

  test('whatever field it is, but the estimates', async () => {
    const { plan, applied, sent } = await rich()
    expect(outcomes(plan)).toEqual(['app: needs approval', 'clsx: conflict', 'lodash: needs approval', 'ms: needs approval'])
    for (const part of [plan.latest, plan.retention, plan.missing ?? []]) expect(part).not.toEqual([])
    const { estimates, kind, version, ...covered } = plan
    const [places, free] = [edits(covered), edits({ estimates })]
    expect(places.length).toBeGreaterThan(130)
    for (const [path, edit] of places) {
      const edited = stored(plan)
      edit(edited)
      const [, index] = /^items\.(\d+)\./.exec(path) ?? []
      const name = path.includes('.package.') ? '' : (plan.items[Number(index)]?.package.name ?? '')
      await expect(applied(edited), path).rejects.toThrow(new RegExp(`^The plan was edited: .*${name}`))
    }
    await expect(applied({ ...plan, kind: `${kind}x` } as unknown as Plan)).rejects.toThrow('kind')
    await expect(applied({ ...plan, version: version + 1 } as unknown as Plan)).rejects.toThrow('version')
    expect(sent()).toEqual([])
    const guessed = stored(plan)
    for (const [, edit] of free) edit(guessed)
    expect(guessed.estimates).not.toEqual(plan.estimates)
    await expect(approve(guessed, { by: 'ada' })).resolves.toMatchObject({ plan: plan.digest })
  })

  test('from blocked to promote, with the package named, whether it is approved or applied', async () => {
    const world = await planned([maxSeverity({ high: 0 })], { dev: [lodash, ms] })
    await world.emulator.settle()
    const plan = stored(await world.planned())
    expect(outcomes(plan)).toEqual(['lodash: blocked', 'ms: promote'])
    const items = plan.items.map((item) => ({ ...item, outcome: 'promote' as const, gates: [], reasons: [] }))
    const edited = { ...plan, items }
    await expect(world.applied(edited)).rejects.toThrow(/was edited: its entry for npm lodash 4\.17\.20 .*Plan again/)
    await expect(approve(edited, { by: 'ada' })).rejects.toThrow('was edited')
    expect(world.sent()).toEqual([])
  })

  test('or one that is left out, doubled or put in another place', async () => {
    const { planned: plan, applied, sent } = await planned([], { dev: [clsx, lodash, ms] })
    const made = stored(await plan())
    const [first, ...rest] = made.items
    if (first === undefined) throw new Error('unreachable')
    for (const items of [rest, [first, ...made.items], made.items.toReversed(), []]) {
      await expect(applied({ ...made, items })).rejects.toThrow('its head, its notes or the list of its items')
    }
    await expect(applied({ ...made, more: 1 } as Plan)).rejects.toThrow('was edited')
    expect(sent()).toEqual([])
  })

  test('and where all digests are made anew as well, gates are asked again and approvals are of something else', async () => {
    const { planned: plan, applied, agreed } = await planned([people])
    const made = stored(await plan())
    const approvals = await agreed(made, 'ada')
    const forged = stored(await plan({ select: { slugPerms: made.items.map(({ slugPerm }) => slugPerm), set: 'whole' } }))
    expect(outcomes(await applied(forged, { approvals }))).toEqual(['ms: needs approval'])
  })
})

describe('F63 the function of a gate is part of what is approved', () => {
  const nothing = () => pass()

  test.each<[string, Gate]>([
    ['one of one’s own', custom('jira', nothing)],
    ['one that verifies what is attached', metadata({ require: [{ kind: 'sbom', verify: () => 'forged' }] })],
  ])('%s without an identity can be in a plan in memory, but not in one that is stored or approved', async (_, gate) => {
    const world = await planned([gate])
    const made = await world.planned()
    await expect(world.applied(stored(made))).rejects.toThrow(
      new RegExp(`was stored, and it is not known what the function of ${gate.name} did.*identity: "${gate.name}@1"`),
    )
    await expect(world.applied({ ...made })).rejects.toThrow('was stored')
    await expect(approve(made, { by: 'ada' })).rejects.toThrow(`the function of ${gate.name}`)
    expect(world.sent()).toEqual([])
    expect(await world.applied(made)).toMatchObject({ items: [{ outcome: gate.name === 'jira' ? 'promoted' : 'blocked' }] })
  })

  test('with one it can be stored, and another identity is another rule', async () => {
    const gate = (identity: string) => custom('jira', nothing, { identity })
    const world = await planned([gate('jira@1'), people])
    const plan = stored(await world.planned())
    const approvals = await world.agreed(plan, 'ada')
    expect((await world.applied(plan, { approvals })).outcome).toBe('succeeded')

    const other = await planned([gate('jira@2'), people])
    await expect(other.applied(plan, { approvals })).rejects.toThrow("this pipeline's rules have changed")
    expect(outcomes(await other.applied(await other.planned(), { approvals }))).toEqual(['ms: needs approval'])
  })

  test('also of one that verifies what is attached', async () => {
    const verified = (identity: string) => metadata({ require: [{ kind: 'sbom', verify: () => true, identity }] })
    const world = await planned([verified('by-key-1')])
    const plan = stored(await world.planned())
    expect((await world.applied(plan)).outcome).toBe('blocked')
    const other = await planned([verified('by-key-2')])
    await expect(other.applied(plan)).rejects.toThrow("this pipeline's rules have changed")
  })
})

describe('F64 many are planned and approved, and two have changed before they are applied', () => {
  const many = Array.from({ length: 200 }, (_, index) =>
    rawFile({ name: `file-${String(index).padStart(3, '0')}`, version: '1', bytes: new Uint8Array([index]) }),
  )

  async function changed(options: Parameters<Awaited<ReturnType<typeof stock>>['planned']>[0]) {
    const { cloudsmith, ...world } = await planned([people], { dev: many })
    const plan = stored(await world.planned(options))
    const approvals = await world.agreed(plan, 'ada')
    const [quarantined, deleted] = plan.items.map(({ slugPerm: identifier }) => ({ owner: 'acme', repo: 'dev', identifier }))
    if (quarantined === undefined || deleted === undefined) throw new Error('unreachable')
    await cloudsmith.packages.quarantine(quarantined)
    await cloudsmith.packages.delete(deleted)
    await world.emulator.settle()
    world.emulator.requests.clear()
    return { ...world, plan, approvals }
  }

  test('they are left out, and the approvals of the others count', async () => {
    const { applied, plan, approvals, contents } = await changed({})
    const report = await applied(plan, { approvals })
    expect(report.outcome).toBe('blocked')
    expect(report.items.slice(0, 3)).toMatchObject([
      { outcome: 'blocked', reasons: [expect.stringContaining('quarantined')], did: [] },
      { outcome: 'blocked', reasons: ['has left dev'], did: [] },
      { outcome: 'promoted', reasons: [] },
    ])
    expect(contents('staging')).toHaveLength(198)
  })

  test.each([
    ['nothing is sent where the plan says so', { changed: 'refuse' }],
    ['nor where they are a release set', { select: { query: 'name:file', set: 'release' } }],
  ] as const)('%s', async (_, options) => {
    const { applied, plan, approvals, sent } = await changed(options)
    await expect(applied(plan, { approvals })).rejects.toThrow(/file-000 1 .*quarantined.*; raw file-001 1 .*has left dev/)
    expect(sent()).toEqual([])
  })
})

describe('a release set that was stored', () => {
  const set = { query: 'name:clsx OR name:ms', set: 'release' }
  const moody = (shut: () => boolean) =>
    custom('mood', ({ package: { name } }) => (shut() && name === 'ms' ? wait({ for: 'ms', seen: 1, needed: 2 }) : pass()), {
      identity: 'mood@1',
    })

  test('does not go while one of it is held, and says of each why', async () => {
    let isShut = false
    const world = await planned([moody(() => isShut)], { dev: [clsx, ms] })
    const plan = stored(await world.planned({ select: set }))
    isShut = true
    expect(await world.applied(plan)).toMatchObject({
      outcome: 'waiting',
      items: [
        { outcome: 'waiting', reasons: ['nothing of its release set is sent while npm ms 2.1.3 (ms-2.1.3.tgz) is held back'] },
        { outcome: 'waiting', reasons: [expect.stringContaining('mood')] },
      ],
    })
    expect(world.sent()).toEqual([])
    isShut = false
    expect((await world.applied(plan)).outcome).toBe('succeeded')
  })

  test.each([
    ['leave out', ['clsx: promoted', 'ms: waiting']],
    ['refuse', ['clsx: waiting', 'ms: waiting']],
  ] as const)('single packages go without one that is held by now, if the plan says %s', async (changed, expected) => {
    let isShut = false
    const world = await planned([moody(() => isShut)], { dev: [clsx, ms] })
    const plan = stored(await world.planned({ changed }))
    isShut = true
    const report = await world.applied(plan)
    expect(outcomes(report)).toEqual(expected)
    if (changed === 'refuse') {
      expect(report.items[0]?.reasons).toEqual(['nothing of the plan is sent while npm ms 2.1.3 (ms-2.1.3.tgz) is held back'])
    }
  })

  test('goes when all of it is approved, and not for a part', async () => {
    const world = await planned([people], { dev: [clsx, ms] })
    const plan = stored(await world.planned({ select: set }))
    const [agreed] = (await world.agreed(plan, 'ada')) as [Approval]
    const half = { ...agreed, subjects: agreed.subjects.slice(0, 1) }
    expect((await world.applied(plan, { approvals: [half] })).outcome).toBe('needs approval')
    expect(world.sent()).toEqual([])
    expect((await world.applied(plan, { approvals: [agreed] })).outcome).toBe('succeeded')
  })

  test('says why nothing of it goes, where one of it conflicts', async () => {
    const tampered: PackageFixture = npm('ms', '2.1.3', { files: { 'index.js': 'evil()' } })
    const world = await planned([], { dev: [clsx, ms], staging: [tampered] })
    const report = await world.applied(stored(await world.planned({ select: set })))
    expect(report.items).toMatchObject([
      { outcome: 'waiting', reasons: [expect.stringContaining('while npm ms 2.1.3 (ms-2.1.3.tgz) is held back')] },
      { outcome: 'conflict' },
    ])
  })
})

test('F58 what somebody copied by hand, though nobody agreed, does not get the tag of the stage', async () => {
  const world = await planned([people], { dev: [ms], stage: { tag: 'staged' } })
  const plan = stored(await world.planned())
  await world.emulator.add('acme/staging', ms)
  await world.emulator.settle()
  expect(await world.applied(plan)).toMatchObject({ outcome: 'needs approval', items: [{ tags: [] }] })
  expect(world.contents('staging')).toEqual(['npm ms 2.1.3'])
  const approvals = await world.agreed(plan, 'ada')
  expect((await world.applied(plan, { approvals })).outcome).toBe('succeeded')
  expect(world.contents('staging')).toEqual(['npm ms 2.1.3 #staged'])
})

test('F60 what retention would delete is looked at again before anything is sent', async () => {
  const world = await planned([], { dev: [npm('ms', '2.1.4')], staging: [ms], stage: { retention: 'block' } })
  const plan = stored(await world.planned())
  expect(outcomes(plan)).toEqual(['ms: promote'])
  const limits = { retention_count_limit: 1, retention_days_limit: 0, retention_size_limit: 0 }
  const place = { owner: 'acme', repo: 'staging' }
  await world.cloudsmith.repos.retention.update({ ...place, retention_enabled: true, ...limits, retention_group_by_name: true })
  world.emulator.requests.clear()
  expect((await world.applied(plan)).items).toMatchObject([
    { outcome: 'blocked', reasons: ['retention at staging may delete 1 package now'] },
  ])
  expect(world.sent()).toEqual([])
  await world.cloudsmith.repos.retention.update({ ...place, retention_enabled: false })
  expect((await world.applied(plan)).outcome).toBe('succeeded')
})

test.each<[string, Gate[]]>([
  ['that go', []],
  ['that need approval', [people]],
  ['that wait', [freeze({ windows: [{ from: '2000-01-01', to: '2100-01-01', reason: 'the holidays' }] })]],
])(
  'a thousand packages %s are stored in at most 600 bytes each, and are what was planned when they are read',
  async (_, gates) => {
    const many = Array.from({ length: 1_000 }, (_, index) =>
      rawFile({ name: `some-component-${index}`, version: '12.34.56', bytes: new Uint8Array([index, index >> 8]) }),
    )
    const world = await planned(gates, { dev: many })
    const text = JSON.stringify(await world.planned({ requestedBy: 'carol' }))
    expect(new TextEncoder().encode(text).length / many.length).toBeLessThanOrEqual(600)
    const plan = readPlan(text)
    expect(plan.items).toHaveLength(1_000)
    expect(() => requireIntact(plan)).not.toThrow()
  },
)
