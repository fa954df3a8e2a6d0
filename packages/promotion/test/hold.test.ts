import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { holdType } from '../src/hold/details.ts'
import { holdTag, movingTag } from '../src/hold/stage-tag.ts'
import { type HoldOptions, hold, holds, holdsMarkdown, holdsText, resume } from '../src/hold.ts'
import { planMarkdown, planText } from '../src/index.ts'
import { fileHolds } from '../src/node.ts'
import { type Stock, type Stocked, stock } from './stock.ts'

const npm = (name: string, version = '1.0.0') => npmPackage({ name, version, license: 'MIT' })
const ms = npm('ms')
const clsx = npm('clsx')
const edge = { from: 'dev', to: 'staging' }
const named = (name: string) => ({ packages: [{ format: 'npm', name, version: '1.0.0' }] })
const hour = 3_600_000

/** A stocked world, with what people do about holds in it. */
async function story(options: Stock = { dev: [clsx, ms] }) {
  const world = await stock(options)
  const { cloudsmith, pipeline, emulator } = world
  const isoIn = (milliseconds: number) => new Date(emulator.clock.now() + milliseconds).toISOString()
  return {
    ...world,
    isoIn,
    held: (more: Partial<HoldOptions> = {}) =>
      hold(cloudsmith, pipeline, { edge, packages: named('ms'), by: 'ada', why: 'bad release', ...more }),
    resumed: (more = {}) => resume(cloudsmith, pipeline, { edge, packages: named('ms'), by: 'bob', ...more }),
    listed: (more = {}) => holds(cloudsmith, pipeline, { edge, ...more }),
  }
}

const outcomes = async ({ planned }: Pick<Stocked, 'planned'>, options = {}) =>
  (await planned(options)).items.map(({ package: { name }, outcome }) => `${name} ${outcome}`)

/** Everything that was asked since, by operation. */
const asked = ({ emulator }: Pick<Stocked, 'emulator'>) => emulator.requests.all.map(({ operation }) => operation)

const store = async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'holds-')), 'pipeline', 'holds.json')
  return { path, holdStore: fileHolds(path) }
}

describe('a package that is held', () => {
  test('shows a tag to everybody, and to those who ask why who holds it, since when and until when', async () => {
    const world = await story()
    const until = world.isoIn(hour)
    const since = world.isoIn(0)

    const told = await world.held({ until })

    expect(world.contents('dev')).toEqual(['npm clsx 1.0.0', 'npm ms 1.0.0 #held-from-staging'])
    const list = await world.listed()
    expect(list.items).toMatchObject([
      { package: { name: 'ms' }, hold: { by: 'ada', why: 'bad release', since, until }, expired: false },
    ])
    expect(told).toEqual(list)
    expect(holdsText(list)).toBe(
      `acme: dev → staging: 1 package held\n  held  npm ms 1.0.0 (ms-1.0.0.tgz)  held by ada since ${since}, until ${until}: bad release`,
    )
    expect(holdsMarkdown(list)).toContain(`| held | npm ms 1.0.0 (ms-1.0.0.tgz) | held by ada since ${since}`)
  })

  test('is blocked in the plan with its own reason, and goes once it is resumed', async () => {
    const world = await story()
    const since = world.isoIn(0)
    await world.held()

    const made = await world.planned()
    expect(made.items.map(({ outcome, reasons }) => [outcome, reasons])).toEqual([
      ['promote', []],
      ['blocked', [`held by ada since ${since}: bad release; resume it or promote it by hand`]],
    ])
    expect((await world.applied(made)).items.map(({ outcome }) => outcome)).toEqual(['promoted', 'blocked'])

    expect(await world.resumed()).toMatchObject({ by: 'bob', items: [{ package: { name: 'ms' }, hold: { by: 'ada' } }] })
    expect(await world.listed()).toMatchObject({ paused: null, items: [] })
    expect(world.contents('dev')).toEqual(['npm clsx 1.0.0', 'npm ms 1.0.0'])
    expect((await world.applied(await world.planned())).outcome).toBe('succeeded')
  })

  test('costs a request for each that shows the tag, and none for the others', async () => {
    const world = await story({ dev: [clsx, ms, npm('a'), npm('b')] })
    await world.planned()
    const before = asked(world)
    await world.held()
    world.emulator.requests.clear()

    await world.planned()

    expect(asked(world)).toEqual([...before.slice(0, 2), 'metadata_packages_list', ...before.slice(2)])
  })

  test('F86 stays where it is when it is held after the plan was made', async () => {
    const world = await story()
    const made = await world.planned({ select: named('ms') })
    await world.held()

    const report = await world.applied(made)

    expect(report).toMatchObject({ outcome: 'blocked', items: [{ reasons: [expect.stringContaining('held by ada')] }] })
    expect(world.contents('staging')).toEqual([])
  })

  test('is not tagged either where it has arrived already', async () => {
    const world = await story({ dev: [ms], staging: [ms], stage: { tag: 'staged' } })
    const made = await world.planned()
    await world.held()
    expect((await world.applied(made)).items).toMatchObject([{ outcome: 'blocked' }])
    expect(await outcomes(world)).toEqual(['ms blocked'])
    expect(world.contents('staging')).toEqual(['npm ms 1.0.0'])
  })

  test('goes by itself when its time has come', async () => {
    const world = await story()
    await world.held({ until: world.isoIn(hour) })
    expect(await outcomes(world)).toEqual(['clsx promote', 'ms blocked'])
    await world.emulator.clock.advance(hour)
    expect(await outcomes(world)).toEqual(['clsx promote', 'ms promote'])
    expect((await world.listed()).items).toMatchObject([{ expired: true }])
    // Held again, the hold that has ended does not end this one.
    await world.held({ why: 'still bad' })
    expect(await outcomes(world)).toEqual(['clsx promote', 'ms blocked'])
    expect((await world.listed()).items).toMatchObject([{ expired: false, hold: { why: 'still bad', until: null } }])
  })

  test('is held by its tag alone where the service takes no details, and that is said', async () => {
    const world = await story()
    world.emulator.faults.add({ operation: 'metadata_packages_create', status: 403, times: 9 })
    expect((await world.held()).items).toMatchObject([{ hold: { by: null, why: null } }])
    const [, item] = (await world.planned()).items
    expect(item).toMatchObject({
      outcome: 'blocked',
      reasons: ['held; who did it and why was not recorded; resume it or promote it by hand'],
    })
  })

  test('is known to be held by lists that lag behind when hold returns', async () => {
    const world = await story({ dev: [ms], emulator: { switches: { lagSeconds: 45 } } })
    await world.emulator.clock.advance(45_000)
    await world.held({ packages: { slugPerms: [(await world.planned()).items[0]?.slugPerm ?? ''] } })
    expect(await outcomes(world)).toEqual(['ms blocked'])
  })

  test.each(['copy', 'move'] as const)(
    'is held from the next stage alone: the tag that a %s took along holds nothing there',
    async (action) => {
      const world = await story({ dev: [ms], stage: { action, tag: 'staged', staleScan: { after: '1 day', means: 'pass' } } })
      const [row] = (await world.planned()).items
      const ref = { owner: 'acme', repo: 'dev', identifier: row?.slugPerm ?? '' }
      await world.cloudsmith.packages.tag({ ...ref, action: 'Add', tags: ['held-from-staging'] })
      await world.cloudsmith.packages[action]({ ...ref, destination: 'staging' })
      await world.emulator.settle()
      expect(world.contents('staging')).toEqual(['npm ms 1.0.0 #held-from-staging'])
      expect(await outcomes(world, { from: 'staging', to: 'production' })).toEqual(['ms promote'])
    },
  )
})

describe('promoted by hand, what is held', () => {
  test.each(['copy', 'move'] as const)('goes by %s, with its reason in the plan, and is held no longer', async (action) => {
    const world = await story({ dev: [ms], stage: { action, tag: 'staged', staleScan: { after: '1 day', means: 'pass' } } })
    await world.held()
    await expect(world.planned({ ignoreHolds: true })).rejects.toThrow('ignoreHolds needs requestedBy')

    const made = await world.planned({ ignoreHolds: true, requestedBy: 'carol' })
    expect(made.items).toMatchObject([
      { outcome: 'promote', reasons: [expect.stringMatching(/is promoted by hand.*held by ada/)] },
    ])
    expect((await world.applied(made)).outcome).toBe('succeeded')

    expect(world.contents('staging')).toEqual(['npm ms 1.0.0 #staged'])
    expect(world.contents('dev')).toEqual(action === 'copy' ? ['npm ms 1.0.0'] : [])
    const [there] = world.emulator.world.repository({ owner: 'acme', repo: action === 'copy' ? 'dev' : 'staging' }).packages.all()
    const attached = world.cloudsmith.v2.metadata.list({ package_slug_perm: there?.slugPerm ?? '' })
    expect(await attached.toArray()).toEqual([])
  })

  test('is not what was approved without saying so, and overrides no hold that came later', async () => {
    const world = await story({ dev: [ms] })
    const before = await world.planned()
    await world.held()
    const made = await world.planned({ ignoreHolds: true, requestedBy: 'carol' })
    expect(made.digest).not.toBe(before.digest)
    const [item] = made.items
    await expect(world.applied({ ...before, items: item ? [item] : [] })).rejects.toThrow('The plan was edited')

    await world.emulator.clock.advance(1000)
    await world.held({ by: 'dan', why: 'worse than we thought' })
    expect(await world.applied(made)).toMatchObject({
      outcome: 'blocked',
      items: [{ reasons: [expect.stringContaining('held by dan')] }],
    })
    expect(world.contents('staging')).toEqual([])
  })
})

describe('an edge that is paused', () => {
  test('blocks everything, and says once why', async () => {
    const world = await story()
    const { holdStore } = await store()
    await world.held({ packages: undefined, why: 'incident 7', holdStore })

    const made = await world.planned({ holdStore })
    expect(made.items.map(({ outcome, reasons }) => [outcome, reasons])).toEqual([
      ['blocked', ['its edge is paused']],
      ['blocked', ['its edge is paused']],
    ])
    for (const text of [planText(made), planMarkdown(made)]) expect(text.match(/incident 7/g)).toHaveLength(1)
    expect(await world.listed({ holdStore })).toMatchObject({ paused: { by: 'ada', expired: false }, items: [] })
    expect(holdsText(await world.listed({ holdStore }))).toContain('dev → staging: is paused')
    expect(await outcomes(world, { from: 'staging', to: 'production', allowEmpty: true, holdStore })).toEqual([])

    await world.resumed({ packages: undefined, holdStore })
    expect(await outcomes(world, { holdStore })).toEqual(['clsx promote', 'ms promote'])
  })

  test('is paused also for plans that were made before, and stays paused for all but what goes by hand', async () => {
    const world = await story()
    const { holdStore } = await store()
    const before = await world.planned({ holdStore })
    await world.held({ packages: undefined, holdStore })
    expect((await world.applied(before, { holdStore })).items.map(({ outcome }) => outcome)).toEqual(['blocked', 'blocked'])

    const made = await world.planned({ select: named('ms'), ignoreHolds: true, requestedBy: 'carol', holdStore })
    expect((await world.applied(made, { holdStore })).outcome).toBe('succeeded')
    expect(await outcomes(world, { holdStore })).toEqual(['clsx blocked', 'ms already there'])
  })

  test('is resumed by its time', async () => {
    const world = await story()
    const { holdStore } = await store()
    await world.held({ packages: undefined, until: world.isoIn(hour), holdStore })
    await world.emulator.clock.advance(hour)
    expect(await outcomes(world, { holdStore })).toEqual(['clsx promote', 'ms promote'])
  })

  test('needs a place to be written down', async () => {
    const world = await story()
    await expect(world.held({ packages: undefined })).rejects.toThrow('pass { holdStore: fileHolds(path) }')
  })

  test('survives the process in its file, which nothing is promoted past when it cannot be read', async () => {
    const world = await story()
    const { path, holdStore } = await store()
    await world.held({ packages: undefined, holdStore })
    expect(await outcomes(world, { holdStore: fileHolds(path) })).toEqual(['clsx blocked', 'ms blocked'])
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ kind: 'cloudsmith-promotion/holds', version: 1 })
    for (const broken of ['', '{', '{"kind":"cloudsmith-promotion/holds","version":2,"edges":[]}', '[]']) {
      await writeFile(path, broken)
      await expect(world.planned({ holdStore })).rejects.toThrow('is not a file of holds')
    }
  })
})

describe('what others put in the place of a hold', () => {
  test('odd tags hold nothing, and the right tag holds whoever set it', async () => {
    const world = await story({ dev: [ms] })
    const [row] = (await world.planned()).items
    const ref = { owner: 'acme', repo: 'dev', identifier: row?.slugPerm ?? '' }
    const tagged = (tags: string[]) => world.cloudsmith.packages.tag({ ...ref, action: 'Replace', tags })
    await tagged(['held-from-', 'held-from-production', 'held-from-staging2', 'Held-From-Staging', 'held-from', '\u202eheld'])
    expect(await outcomes(world)).toEqual(['ms promote'])
    await tagged(['held-from-staging'])
    expect(await outcomes(world)).toEqual(['ms blocked'])
    expect(holdsText(await world.listed())).toContain('who did it and why was not recorded')
  })

  test.each([
    {},
    { kind: 'cloudsmith-promotion/hold', version: 2, by: 'mallory' },
    { kind: 'cloudsmith-promotion/hold', version: 1, ...edge, by: 1, why: {}, since: [], until: 'soon' },
    {
      kind: 'cloudsmith-promotion/hold',
      version: 1,
      from: 'a',
      to: 'b',
      by: 'x',
      why: 'y',
      since: '2000-01-01',
      until: '2000-01-01',
    },
  ])('details that make no sense (%j) end nothing', async (content) => {
    const world = await story({ dev: [ms] })
    await world.held()
    const [item] = (await world.listed()).items
    const params = {
      package_slug_perm: item?.slugPerm ?? '',
      content_type: holdType,
      source_identity: '@cloudsmith-sdk/promotion',
    }
    await world.cloudsmith.v2.metadata.create({ ...params, content })
    expect(await outcomes(world)).toEqual(['ms blocked'])
    expect((await world.listed()).items).toMatchObject([{ hold: { by: 'ada' } }])
  })

  test('reasons move no cursor and begin no line of their own', async () => {
    const world = await story({ dev: [ms] })
    await world.held({ by: 'ada', why: 'bad\n::error ::pwned\u001b[2J' })
    const made = await world.planned()
    for (const text of [planText(made), planMarkdown(made), holdsText(await world.listed())]) {
      expect(text).not.toMatch(/^::error/m)
      expect(text).not.toContain('\u001b')
    }
  })
})

test('who holds something says who, why and until a time to come', async () => {
  const world = await story()
  for (const wrong of [{ by: '' }, { why: ' ' }, { until: 'soon' }, { until: world.isoIn(-1) }, { why: 'x'.repeat(2_001) }]) {
    await expect(world.held(wrong)).rejects.toThrow(/A hold (needs|cannot end)/)
  }
  await expect(world.held({ packages: named('nowhere') })).rejects.toThrow('does not have npm nowhere 1.0.0')
  expect(world.emulator.requests.writes).toEqual([])
})

test.each(['production', 'a,b', 'a b', 'ein Stück weiter', 'x'.repeat(300)])('the tag of stage %j is one', (stage) => {
  for (const tag of [holdTag(stage), movingTag(stage)]) {
    expect(tag.length).toBeLessThanOrEqual(255)
    expect(tag).toMatch(/^[\p{L}\p{N}._-]+$/u)
  }
  expect(holdTag(stage)).not.toBe(holdTag(`${stage}.`))
})
