import type { Emulator } from '@cloudsmith-sdk/emulator'
import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { createReceiver } from '@cloudsmith-sdk/webhooks'
import { exampleEvent } from '@cloudsmith-sdk/webhooks/testing'
import { describe, expect, test } from 'vitest'
import { type AutopromoteOptions, autopromote, planEdge } from '../src/automation/index.ts'
import type { Hold } from '../src/hold.ts'
import { approval, definePipeline, type Report, type StageDefinition, scanned } from '../src/index.ts'
import { story } from './story.ts'

const npm = (name: string, version = '1.0.0') => npmPackage({ name, version, license: 'MIT' })
const signatureKey = 'a key of the webhook'

/** Three stages whose webhooks go to a receiver that promotes. */
async function automated(
  stages: { staging?: Partial<StageDefinition>; production?: Partial<StageDefinition> } = {},
  options: Partial<AutopromoteOptions> = {},
) {
  const refused: unknown[] = []
  const world = await story({ deliver: (url, init) => receiver.fetch(new Request(url, init)) })
  const { emulator, cloudsmith } = world
  const pipeline = definePipeline({
    owner: 'acme',
    stages: [
      { repository: 'dev' },
      { repository: 'staging', gates: [scanned({})], ...stages.staging },
      { repository: 'production', gates: [scanned({})], tag: 'released', ...stages.production },
    ],
  })
  const reports: Report[] = []
  const errors: string[] = []
  const begin = (more: Partial<AutopromoteOptions> = {}) =>
    autopromote(pipeline, cloudsmith, {
      onReport: (report) => reports.push(report),
      onError: (error, { from, to }) => errors.push(`${from} → ${to}: ${(error as Error).message}`),
      ...options,
      ...more,
    })
  const automation = begin()
  const receiver = createReceiver({ signatureKey, clock: emulator.clock, onError: (error) => refused.push(error) })
  receiver.on(automation.events, automation.handle)
  const subscribe = async () => {
    for (const repo of ['dev', 'staging', 'production']) {
      const hook = { target_url: 'https://hooks.example/cloudsmith', events: ['*' as const], templates: [] }
      await cloudsmith.webhooks.create({ owner: 'acme', repo, ...hook, signature_key: signatureKey })
    }
    await emulator.settle()
    emulator.requests.clear()
  }
  return { ...world, automation, begin, subscribe, reports, errors, refused }
}

/** Keeps the first promotion waiting, where it asks for waivers, until it is released. */
function holding() {
  let release = () => {}
  let tell = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const held = new Promise<void>((resolve) => {
    tell = resolve
  })
  let isFirst = true
  const hold = async () => {
    const waits = isFirst
    isFirst = false
    tell()
    if (waits) await released
    return []
  }
  return { hold, release, held }
}

/** Lets everything happen that follows from what was done. */
async function rest(emulator: Emulator, { idle }: { idle(): Promise<void> }) {
  for (let round = 0; round < 3; round++) {
    await emulator.settle()
    await idle()
  }
}

const names = (emulator: Emulator, repo: string) =>
  [...emulator.world.repository({ owner: 'acme', repo }).packages.all()]
    .map(({ content: { facts }, tags }) => [facts?.name, ...tags].join(' #'))
    .toSorted()

const sends = (emulator: Emulator) =>
  emulator.requests.writes.map(({ operation }) => operation).filter((each) => each === 'bulk_action' || each === 'packages_tag')

describe('F20 webhooks promote', () => {
  test('a push to dev ends in production with no other call, each step once; repetitions do nothing', async () => {
    const { automation, begin, subscribe, push, emulator, reports, errors, refused } = await automated()
    await subscribe()

    await push('dev', npm('clsx'))
    await rest(emulator, automation)

    expect(names(emulator, 'staging')).toEqual(['clsx'])
    expect(names(emulator, 'production')).toEqual(['clsx #released'])
    expect(sends(emulator)).toEqual(['bulk_action', 'bulk_action', 'packages_tag'])
    expect(reports.map(({ to, outcome }) => `${to} ${outcome}`)).toEqual(['staging succeeded', 'production succeeded'])
    expect({ errors, refused }).toEqual({ errors: [], refused: [] })

    emulator.requests.clear()
    for (const { triggerId } of emulator.deliveries) emulator.replay(triggerId)
    await rest(emulator, automation)
    expect(emulator.requests.all).toEqual([])

    const forgetful = begin({ store: { has: () => false, add: () => {} } })
    for (const { body } of emulator.deliveries) {
      const event = JSON.parse(body)
      if (automation.events.includes(event.meta.event_id)) await forgetful.handle(event)
    }
    await rest(emulator, forgetful)
    expect(emulator.requests.writes).toEqual([])
    expect(emulator.requests.all.length).toBeGreaterThan(0)
    expect(errors).toEqual([])
  })

  test('events of other workspaces and of the last stage are nobody’s business', async () => {
    const { automation, emulator } = await automated()
    emulator.requests.clear()
    for (const place of [
      { namespace: 'other', repository: 'dev' },
      { namespace: 'acme', repository: 'production' },
      { namespace: 'acme', repository: 'elsewhere' },
    ]) {
      await automation.handle(exampleEvent('package.security_scanned', place))
    }
    await automation.idle()
    expect(emulator.requests.all).toEqual([])
  })

  test('a late event of a package that has left is no error', async () => {
    const { automation, emulator, errors, reports } = await automated()
    await automation.handle(exampleEvent('package.released', { namespace: 'acme', repository: 'dev', slug_perm: 'gone12345678' }))
    await automation.idle()
    expect(emulator.requests.all.map(({ operation }) => operation)).toEqual(['packages_read'])
    expect({ errors, reports }).toEqual({ errors: [], reports: [] })
  })

  test('an edge with a tag waits for the tag', async () => {
    const edges = [{ from: 'dev', to: 'staging', tag: 'ready' }]
    const { automation, subscribe, push, cloudsmith, emulator } = await automated({}, { edges })
    await subscribe()
    const pkg = await push('dev', npm('clsx'))
    await rest(emulator, automation)
    expect(names(emulator, 'staging')).toEqual([])

    await cloudsmith.packages.tag({ owner: 'acme', repo: 'dev', identifier: pkg.slug_perm, action: 'Add', tags: ['ready'] })
    await rest(emulator, automation)
    expect(names(emulator, 'staging')).toHaveLength(1)
    expect(names(emulator, 'production')).toEqual([])
  })

  test('what is released from quarantine goes on', async () => {
    const { automation, subscribe, push, cloudsmith, emulator, reports } = await automated()
    await subscribe()
    const pkg = await push('dev', npm('clsx'))
    const ref = { owner: 'acme', repo: 'dev', identifier: pkg.slug_perm }
    await cloudsmith.packages.quarantine({ ...ref, restore: false })
    await rest(emulator, automation)
    expect(reports).toMatchObject([{ outcome: 'blocked' }])
    expect(names(emulator, 'staging')).toEqual([])

    await cloudsmith.packages.quarantine({ ...ref, restore: true })
    await rest(emulator, automation)
    expect(names(emulator, 'production')).toEqual(['clsx #released'])
  })

  test('packages that come together go together, and never in more plans at once than allowed', async () => {
    const { automation, emulator, reports } = await automated({}, { concurrency: 1 })
    const added = []
    for (let index = 0; index < 20; index++) added.push(await emulator.add('acme/dev', npm(`package-${index}`)))
    for (const pkg of added) await automation.handle(exampleEvent('package.security_scanned', { ...pkg }))
    await rest(emulator, automation)
    expect(names(emulator, 'staging')).toHaveLength(20)
    expect(reports.map(({ items }) => items.length).reduce((sum, count) => sum + count)).toBe(20)
    expect(reports.length).toBeLessThanOrEqual(2)
  })

  test('a package whose event comes while it is promoted is looked at again afterwards, not at once', async () => {
    const { hold, release, held } = holding()
    const { automation, emulator, reports } = await automated({}, { waivers: hold })
    const pkg = await emulator.add('acme/dev', npm('clsx'))
    await automation.handle(exampleEvent('package.security_scanned', { ...pkg }))
    await held
    for (let time = 0; time < 3; time++) await automation.handle(exampleEvent('package.tags_updated', { ...pkg }))
    release()
    await rest(emulator, automation)
    expect(sends(emulator)).toEqual(['bulk_action'])
    expect(reports.map(({ items }) => items.map(({ outcome }) => outcome))).toEqual([['promoted'], ['already there']])
  })
})

describe('what webhooks missed', () => {
  test('F75 is found by looking: one plan an edge, and nothing is written once all is done', async () => {
    const { automation, emulator } = await automated({ staging: { unscannable: 'pass' } })
    for (const name of ['clsx', 'ms']) await emulator.add('acme/dev', npm(name))
    await automation.reconcile()
    const reports = await automation.reconcile()
    expect(reports.map(({ to, outcome }) => `${to} ${outcome}`)).toEqual(['staging succeeded', 'production succeeded'])
    expect(names(emulator, 'production')).toEqual(['clsx #released', 'ms #released'])

    emulator.requests.clear()
    await automation.reconcile()
    expect(emulator.requests.writes).toEqual([])
    const operations = emulator.requests.all.map(({ operation }) => operation)
    expect(operations.filter((each) => each === 'packages_list')).toHaveLength(2 * 3)
    expect(operations.filter((each) => each !== 'packages_list')).toEqual(Array(2).fill('repo_retention_read'))
  })

  test('is found while another promotion is under way, which is left alone', async () => {
    const { hold, release, held } = holding()
    const { automation, emulator, errors, reports } = await automated(
      {},
      { waivers: hold, edges: [{ from: 'dev', to: 'staging' }] },
    )
    const pkg = await emulator.add('acme/dev', npm('clsx'))
    await automation.handle(exampleEvent('package.security_scanned', { ...pkg }))
    await held
    await emulator.add('acme/dev', npm('ms'))

    expect(await automation.reconcile()).toEqual([])
    release()
    await rest(emulator, automation)
    expect(names(emulator, 'staging')).toEqual(['clsx', 'ms'])
    expect(sends(emulator)).toEqual(['bulk_action', 'bulk_action'])
    expect(reports.flatMap(({ items }) => items.map((item) => `${item.package.name} ${item.outcome}`)).toSorted()).toEqual([
      'clsx already there',
      'clsx promoted',
      'ms promoted',
    ])
    expect(errors).toEqual([])
  })

  test('an error is told once, and loses nothing', async () => {
    const seen = new Set<string>()
    const { automation, emulator, errors } = await automated({}, { store: seen })
    const pkg = await emulator.add('acme/dev', npm('clsx'))
    emulator.faults.add({ operation: 'packages_list', status: 403, body: { detail: 'Not now.' } })
    await automation.handle(exampleEvent('package.security_scanned', { ...pkg }))
    await automation.idle()
    expect(errors).toEqual([expect.stringContaining('dev → staging: ')])
    expect(seen.size).toBe(0)

    await automation.reconcile()
    expect(names(emulator, 'staging')).toEqual(['clsx'])
  })

  test('a listener that fails breaks nothing, and an aborted automation begins nothing', async () => {
    const ending = new AbortController()
    const onReport = () => {
      throw new Error('the reporter is away')
    }
    const { automation, emulator, errors } = await automated({}, { onReport, signal: ending.signal })
    const [first, second] = [await emulator.add('acme/dev', npm('clsx')), await emulator.add('acme/dev', npm('ms'))]
    await automation.handle(exampleEvent('package.security_scanned', { ...first }))
    await automation.idle()
    expect(names(emulator, 'staging')).toEqual(['clsx'])

    ending.abort(new Error('closing time'))
    await automation.handle(exampleEvent('package.security_scanned', { ...second }))
    await automation.idle()
    expect(names(emulator, 'staging')).toEqual(['clsx'])
    expect(errors).toEqual(['dev → staging: closing time'])
  })
})

test.each([
  ['is scanned', npm('clsx')],
  ['is not scanned', rawFile({ name: 'notes', version: '1.0.0', bytes: new Uint8Array(8) })],
])('F46 one event costs few requests, however much else there is: a package that %s', async (_, fixture) => {
  const { automation, emulator, reports } = await automated({ staging: { unscannable: 'pass', gates: [] } })
  for (const repo of ['dev', 'staging']) {
    for (let index = 0; index < 600; index++) {
      await emulator.add(
        `acme/${repo}`,
        rawFile({ name: `${repo}-${index}`, version: '1', bytes: new Uint8Array([index % 256]) }),
      )
    }
  }
  const pkg = await emulator.add('acme/dev', fixture)
  emulator.requests.clear()
  await automation.handle(exampleEvent('package.security_scanned', { ...pkg }))
  await automation.idle()
  expect(reports).toMatchObject([{ outcome: 'succeeded', items: [{ outcome: 'promoted' }] }])
  const operations = emulator.requests.all.map(({ operation }) => operation)
  expect(operations.filter((each) => each === 'packages_read')).toHaveLength(2)
  expect(operations.length, operations.join()).toBeLessThanOrEqual(10)
})

test('who approves is asked about the very plan', async () => {
  const asked: string[] = []
  const { automation, emulator, reports, agreed } = await automated(
    { staging: { gates: [approval({ by: ['alice'], unsigned: true })] } },
    {
      approvals: async (plan) => {
        asked.push(plan.digest)
        return plan.items.some((item) => item.package.name === 'ms') ? [] : await agreed(plan, 'alice')
      },
    },
  )
  for (const name of ['clsx', 'ms']) {
    const pkg = await emulator.add('acme/dev', npm(name))
    await automation.handle(exampleEvent('package.security_scanned', { ...pkg }))
    await rest(emulator, automation)
  }
  expect(names(emulator, 'staging')).toEqual(['clsx'])
  expect(reports.map(({ plan, outcome }) => [plan, outcome])).toEqual([
    [asked[0], 'succeeded'],
    [asked[1], 'needs approval'],
  ])
})

test('approvals cost no second plan', async () => {
  const counts = []
  for (const given of [false, true]) {
    const approvals: AutopromoteOptions['approvals'] = (plan) => (given ? agreed(plan, 'alice') : [])
    const { automation, emulator, agreed } = await automated({}, { approvals, edges: [{ from: 'dev', to: 'staging' }] })
    const pkg = await emulator.add('acme/dev', npm('clsx'))
    emulator.requests.clear()
    await automation.handle(exampleEvent('package.security_scanned', { ...pkg }))
    await automation.idle()
    expect(names(emulator, 'staging')).toEqual(['clsx'])
    counts.push(emulator.requests.all.length)
  }
  expect(counts[0]).toBe(counts[1])
})

test('a paused edge sends nothing and asks for nothing, and what came meanwhile goes when it is resumed', async () => {
  let paused: Hold | undefined = { by: 'ada', why: 'incident 7', since: null, until: null }
  const holdStore = { read: ({ to }: { to: string }) => (to === 'staging' ? paused : undefined), write() {}, remove() {} }
  const { automation, emulator, errors } = await automated({}, { holdStore, edges: [{ from: 'dev', to: 'staging' }] })
  const pkg = await emulator.add('acme/dev', npm('clsx'))
  emulator.requests.clear()
  await automation.handle(exampleEvent('package.security_scanned', { ...pkg }))
  await automation.idle()
  expect(await automation.reconcile()).toEqual([])
  expect(emulator.requests.all).toEqual([])

  paused = undefined
  await automation.reconcile()
  expect(names(emulator, 'staging')).toEqual(['clsx'])
  expect(errors).toEqual([])
})

test('an edge with a name is taken only where it is named', async () => {
  const { cloudsmith, emulator } = await automated()
  const pipeline = definePipeline({
    owner: 'acme',
    stages: [{ repository: 'dev' }, { repository: 'production' }],
    edges: [{ from: 'dev', to: 'production', name: 'hotfix' }],
  })
  await emulator.add('acme/dev', npm('clsx'))
  const onError = (error: unknown) => expect.fail(String(error))
  expect(() => autopromote(pipeline, cloudsmith, { onError })).toThrow('all of them have names')
  const edges = [{ from: 'dev', to: 'production', name: 'hotfix' }]
  await autopromote(pipeline, cloudsmith, { onError, edges }).reconcile()
  expect(names(emulator, 'production')).toEqual(['clsx'])
})

test('a stage that is not next is refused before anything happens', async () => {
  await expect(automated({}, { edges: [{ from: 'dev', to: 'production' }] })).rejects.toThrow(
    'does not lead from dev to production',
  )
})

describe('who keeps plans elsewhere', () => {
  const edge = { from: 'dev', to: 'staging' }

  test('plans for what something happened to, as far as it is there still and the edge is for it', async () => {
    const { emulator, cloudsmith } = await story()
    const pipeline = definePipeline({ owner: 'acme', stages: [{ repository: 'dev' }, { repository: 'staging' }] })
    const [ms] = [
      await emulator.add('acme/dev', npm('ms'), { tags: ['candidate'] }),
      await emulator.add('acme/dev', npm('other')),
    ]
    await emulator.settle()
    const namesOf = async (options: object) =>
      (await planEdge(cloudsmith, pipeline, { edge, ...options })).items.map((item) => item.package.name)
    expect(await namesOf({ slugPerms: [ms.slug_perm, 'gone'] })).toEqual(['ms'])
    expect(await namesOf({})).toEqual(['ms', 'other'])
    expect(await namesOf({ edge: { ...edge, tag: 'candidate' } })).toEqual(['ms'])
    expect(await namesOf({ slugPerms: ['gone'] })).toEqual([])
    expect(emulator.requests.writes).toEqual([])
    await expect(namesOf({ edge: { from: 'dev', to: 'production' } })).rejects.toThrow('production')
  })

  test('what people agreed to goes in the plan', async () => {
    const { emulator, cloudsmith, agreed } = await story()
    const stages = [{ repository: 'dev' }, { repository: 'staging', gates: [approval({ by: ['ada'], unsigned: true })] }]
    const pipeline = definePipeline({ owner: 'acme', stages })
    await emulator.add('acme/dev', npm('ms'))
    await emulator.settle()
    const first = await planEdge(cloudsmith, pipeline, { edge })
    const second = await planEdge(cloudsmith, pipeline, { edge, approvals: await agreed(first, 'ada') })
    expect([first, second].map(({ items }) => items[0]?.outcome)).toEqual(['needs approval', 'promote'])
  })
})
