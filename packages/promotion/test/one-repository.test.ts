import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { exampleEvent } from '@cloudsmith-sdk/webhooks/testing'
import { describe, expect, test } from 'vitest'
import { autopromote } from '../src/automation.ts'
import { custom, pass, wait } from '../src/gates.ts'
import {
  apply,
  approval,
  definePipeline,
  type Plan,
  type PlanOptions,
  plan,
  planText,
  type Report,
  requiredTags,
  rollback,
  type StageDefinition,
} from '../src/index.ts'
import { story } from './story.ts'

const npm = (name: string, version: string) => npmPackage({ name, version, license: 'MIT' })
const ms = npm('ms', '2.1.3')
const clsx = npm('clsx', '2.1.1')

/** A repository for development, and one that both staging and production are in. */
async function shared(production: Partial<StageDefinition> = {}, staging: Partial<StageDefinition> = {}) {
  const world = await story()
  const { emulator, cloudsmith } = world
  await cloudsmith.repos.create({ owner: 'acme', name: 'main', slug: 'main', repository_type_str: 'Private' })
  const pipeline = definePipeline({
    owner: 'acme',
    stages: [
      { repository: 'dev' },
      { name: 'staging', repository: 'main', tag: 'staged', ...staging },
      { name: 'production', repository: 'main', tag: 'released', ...production },
    ],
  })
  const tag = (identifier: string, action: 'Add' | 'Remove', ...tags: string[]) =>
    cloudsmith.packages.tag({ owner: 'acme', repo: 'main', identifier, action, tags })
  const add = async (fixture: Parameters<typeof emulator.add>[1], ...tags: string[]) => {
    const pkg = await emulator.add('acme/main', fixture)
    if (tags.length > 0) await tag(pkg.slug_perm, 'Add', ...tags)
    emulator.requests.clear()
    return pkg
  }
  return {
    ...world,
    pipeline,
    add,
    tag,
    planned: (options: Partial<PlanOptions> = {}) =>
      plan(cloudsmith, pipeline, {
        ...{ from: 'staging', to: 'production', select: 'everything', now: new Date(emulator.clock.now()) },
        ...options,
      }),
    applied: (made: Plan, more = {}) => apply(cloudsmith, pipeline, made, more),
    main: () =>
      [...emulator.world.repository({ owner: 'acme', repo: 'main' }).packages.all()]
        .map(({ content: { facts }, tags }) => [facts?.name, ...tags].join(' #'))
        .toSorted(),
    writes: () => emulator.requests.writes.map(({ operation }) => operation),
  }
}

const outcomes = ({ items }: Plan | Report) => items.map((item) => `${item.package.name} ${item.outcome}`)

describe('an edge inside of one repository', () => {
  test('verifies what is in the first stage where it is, and tags it: nothing is sent', async () => {
    const { add, planned, applied, main, writes } = await shared()
    await add(ms, 'staged')
    await add(clsx)

    const made = await planned()
    expect(made).toMatchObject({ action: 'tag', tag: 'released', source: 'main', destination: 'main' })
    expect(outcomes(made)).toEqual(['ms promote'])
    const report = await applied(made)

    expect(report).toMatchObject({
      outcome: 'succeeded',
      action: 'tag',
      items: [{ outcome: 'promoted', did: ['tagged'], tags: ['released'] }],
    })
    expect(report.items[0]?.destination).toBe(report.items[0]?.source)
    expect(main()).toEqual(['clsx', 'ms #staged #released'])
    expect(writes()).toEqual(['packages_tag'])
  })

  test('costs what its plan says, and is done when it is done', async () => {
    const { add, planned, applied, emulator, writes } = await shared()
    await add(ms, 'staged')
    const made = await planned()
    emulator.requests.clear()
    await applied(made)
    expect(emulator.requests.all.length).toBe(made.estimates.cost.requests)

    emulator.requests.clear()
    expect(outcomes(await planned())).toEqual(['ms already there'])
    expect(outcomes(await applied(made))).toEqual(['ms promoted'])
    expect(writes()).toEqual([])
  })

  test('asks the gates of the second stage, when it is planned and when it is applied', async () => {
    let shut = false
    const mood = custom('mood', () => (shut ? wait({ for: 'better times', seen: 'bad', needed: 'good' }) : pass()))
    const { add, planned, applied, main } = await shared({ gates: [mood, requiredTags({ all: ['tested'] })] })
    await add(clsx, 'staged')
    await add(ms, 'staged', 'tested')
    const made = await planned()
    expect(outcomes(made)).toEqual(['clsx blocked', 'ms promote'])

    shut = true
    expect(outcomes(await applied(made))).toEqual(['clsx blocked', 'ms waiting'])
    shut = false
    expect(outcomes(await applied(made))).toEqual(['clsx blocked', 'ms promoted'])
    expect(main()).toEqual(['clsx #staged', 'ms #staged #tested #released'])
  })

  test('an approval is bound to it', async () => {
    const { add, planned, applied, agreed } = await shared({ gates: [approval({ unsigned: true })] })
    await add(ms, 'staged')
    const approvals = await agreed(await planned(), 'bob')
    expect((await applied(await planned({ approvals }), { approvals })).outcome).toBe('succeeded')
  })

  test('what was quarantined before it is tagged is not tagged, nor is what left the first stage', async () => {
    const { add, planned, applied, tag, cloudsmith, main, writes } = await shared()
    const pkg = await add(ms, 'staged')
    const made = await planned()
    await tag(pkg.slug_perm, 'Remove', 'staged')
    expect((await applied(made)).items).toMatchObject([{ outcome: 'blocked', reasons: ['has left staging'] }])
    await tag(pkg.slug_perm, 'Add', 'staged')
    await cloudsmith.packages.quarantine({ owner: 'acme', repo: 'main', identifier: pkg.slug_perm })
    expect((await applied(made)).items).toMatchObject([
      { outcome: 'blocked', reasons: [expect.stringContaining('is quarantined')] },
    ])
    expect(outcomes(await planned())).toEqual(['ms blocked'])
    expect(main()).toEqual(['ms #staged'])
    expect(writes().filter((operation) => operation === 'bulk_action')).toEqual([])
  })

  test('a set is tagged whole or not at all, and whatever goes wrong nothing is deleted', async () => {
    const { add, planned, applied, main, writes, cloudsmith } = await shared({ onFailedArrival: 'remove' })
    await add(ms, 'staged', 'release-42')
    const other = await add(clsx, 'staged', 'release-42')
    const made = await planned({ select: { tag: 'release-42', set: 'release-42' } })
    const run = applied(made)
    for await (const { type } of run) {
      if (type !== 'checked') continue
      await cloudsmith.packages.quarantine({ owner: 'acme', repo: 'main', identifier: other.slug_perm })
    }
    expect(outcomes(await run)).toEqual(['clsx failed', 'ms blocked'])
    expect(main()).toEqual(['clsx #staged #release-42', 'ms #staged #release-42'])
    expect(writes()).not.toContain('packages_delete')
    expect(writes()).not.toContain('bulk_action')
  })

  test('is rolled back by taking the tag away', async () => {
    const { add, planned, applied, main, cloudsmith, writes } = await shared()
    await add(ms, 'staged')
    const report = await applied(await planned())
    const undone = await rollback(cloudsmith, report)
    expect(undone).toMatchObject({ outcome: 'undone', items: [{ did: ['untagged'], why: null }] })
    expect(main()).toEqual([expect.stringMatching(/^ms #staged/)])
    expect(main()).not.toEqual([expect.stringContaining('#released')])
    expect(writes().filter((operation) => operation === 'packages_delete' || operation === 'bulk_action')).toEqual([])
  })

  test('the newest version of the second stage is that of its own packages', async () => {
    const { add, planned } = await shared({ latest: 'block' })
    await add(npm('ms', '3.0.0'))
    await add(npm('ms', '2.0.0'), 'released')
    await add(npm('ms', '1.0.0'), 'staged')
    await add(npm('ms', '2.1.0'), 'staged')
    expect((await planned()).items).toMatchObject([
      { outcome: 'blocked', reasons: ['1.0.0 is lower than 2.0.0, the newest in production: latest may move back'] },
      { outcome: 'promote' },
    ])
  })

  test('a package that is not in the first stage cannot be named', async () => {
    const { add, planned } = await shared()
    const pkg = await add(ms)
    const packages = [{ format: 'npm', name: 'ms', version: '2.1.3' }]
    await expect(planned({ select: { packages } })).rejects.toThrow('acme/main does not have npm ms 2.1.3 with the tag staged')
    await expect(planned({ select: { slugPerms: [pkg.slug_perm] } })).rejects.toThrow('with the tag staged')
    await expect(planned()).rejects.toThrow('selects nothing in acme/main')
  })
})

describe('an edge into a repository that stages share', () => {
  const toStaging = { from: 'dev', to: 'staging' } as const

  test('sends what is not there, and only tags what is: its gates are asked first', async () => {
    const gates = [requiredTags({ none: ['broken'] })]
    const { add, planned, applied, main, writes, emulator, cloudsmith } = await shared({}, { gates })
    for (const fixture of [ms, clsx]) await emulator.add('acme/dev', fixture)
    const [bad] = [await emulator.add('acme/dev', npm('bad', '1.0.0'))]
    await cloudsmith.packages.tag({ owner: 'acme', repo: 'dev', identifier: bad.slug_perm, action: 'Add', tags: ['broken'] })
    await add(ms)
    await add(npm('bad', '1.0.0'))

    const made = await planned(toStaging)
    expect(outcomes(made)).toEqual(['bad blocked', 'clsx promote', 'ms promote'])
    const report = await applied(made)

    expect(report.items.map(({ did }) => did)).toEqual([[], ['copied', 'tagged'], ['tagged']])
    expect(main()).toEqual(['bad', 'clsx #staged', 'ms #staged'])
    expect(writes()).toEqual(['bulk_action', 'packages_tag', 'packages_tag'])
    expect(outcomes(await planned(toStaging))).toEqual(['bad blocked', 'clsx already there', 'ms already there'])
  })

  test('F87 what was there before is never deleted', async () => {
    const { add, planned, applied, main, emulator, cloudsmith } = await shared()
    for (const fixture of [ms, clsx]) await emulator.add('acme/dev', fixture)
    await add(ms)
    const report = await applied(await planned(toStaging))
    expect(main()).toEqual(['clsx #staged', 'ms #staged'])
    await rollback(cloudsmith, report)
    expect(main()).toEqual(['ms'])
  })

  test('what has the tag of the stage before it comes is stopped', async () => {
    const { planned, emulator, cloudsmith } = await shared()
    const pkg = await emulator.add('acme/dev', ms)
    await cloudsmith.packages.tag({ owner: 'acme', repo: 'dev', identifier: pkg.slug_perm, action: 'Add', tags: ['staged'] })
    expect((await planned(toStaging)).items).toMatchObject([
      { outcome: 'blocked', reasons: [expect.stringContaining('would put it into staging unverified')] },
    ])
  })
})

describe('F20 webhooks inside of one repository', () => {
  test('a package goes on once, and the event of its own tag starts nothing', async () => {
    const { add, cloudsmith, emulator, pipeline, main, writes } = await shared()
    const pkg = await add(ms, 'staged')
    const other = await add(clsx)
    const errors: unknown[] = []
    const reports: string[] = []
    const automation = autopromote(pipeline, cloudsmith, {
      onError: (error) => errors.push(error),
      onReport: ({ to, outcome }) => reports.push(`${to} ${outcome}`),
    })
    const tagged = async ({ slug_perm }: { slug_perm: string }) => {
      await automation.handle(exampleEvent('package.tags_updated', { namespace: 'acme', repository: 'main', slug_perm }))
      await automation.idle()
    }
    await tagged(other)
    await tagged(pkg)
    expect(main()).toEqual(['clsx', 'ms #staged #released'])
    expect(writes()).toEqual(['packages_tag'])

    emulator.requests.clear()
    await tagged(pkg)
    expect(emulator.requests.all.map(({ operation }) => operation)).toEqual(['packages_read'])
    expect({ errors, reports }).toEqual({ errors: [], reports: ['production succeeded'] })
  })
})

describe('an edge with a name', () => {
  test('asks its own gates, which the plan and the report name', async () => {
    const { emulator, cloudsmith } = await story()
    await emulator.add('acme/dev', ms)
    const pipeline = definePipeline({
      owner: 'acme',
      stages: [
        { repository: 'dev' },
        { repository: 'staging' },
        { repository: 'production', unscannable: 'pass', gates: [approval({ unsigned: true })] },
      ],
      edges: [
        { from: 'dev', to: 'staging' },
        { from: 'staging', to: 'production' },
        { name: 'hotfix', from: 'dev', to: 'production', gates: [requiredTags({ none: ['broken'] })] },
      ],
    })
    const options = { from: 'dev', to: 'production', select: 'everything', now: new Date(emulator.clock.now()) } as const
    await expect(plan(cloudsmith, pipeline, options)).rejects.toThrow('there are only named edges: choose one of "hotfix"')

    const made = await plan(cloudsmith, pipeline, { ...options, edge: 'hotfix' })
    expect(made).toMatchObject({ edge: 'hotfix', rules: { gates: [{ name: 'required-tags' }] }, items: [{ outcome: 'promote' }] })
    expect(planText(made)).toContain('acme: dev → production (hotfix, copy): 1 promote')
    await expect(apply(cloudsmith, pipeline, { ...made, edge: null })).rejects.toThrow('was edited')
    const report = await apply(cloudsmith, pipeline, made)
    expect(report).toMatchObject({ outcome: 'succeeded', edge: 'hotfix', gates: ['required-tags'] })
  })

  test('F56 an approval of a plan along one edge is none along another', async () => {
    const { emulator, cloudsmith } = await story()
    await emulator.add('acme/dev', ms)
    const edge = { from: 'dev', to: 'staging' }
    const digestAlong = async (edges: Parameters<typeof definePipeline>[0]['edges'], name?: string) => {
      const pipeline = definePipeline({ owner: 'acme', stages: [{ repository: 'dev' }, { repository: 'staging' }], edges })
      return (await plan(cloudsmith, pipeline, { ...edge, edge: name, select: 'everything' })).digest
    }
    const digests = [
      await digestAlong([edge]),
      await digestAlong([edge, { ...edge, name: 'hotfix' }], 'hotfix'),
      await digestAlong([{ ...edge, gates: [approval({ unsigned: true })] }]),
    ]
    expect(new Set(digests).size).toBe(3)
  })
})
