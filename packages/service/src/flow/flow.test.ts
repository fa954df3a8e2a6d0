import { exampleEvent, signedRequest } from '@cloudsmith-sdk/webhooks/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { ada, npm, type Story, story, toProduction, toStaging } from '../../test/story.ts'
import { ledgerOf, listEntries } from '../store/ledger.ts'
import { listPackages } from '../store/packages.ts'
import { listPlans, planDocument } from '../store/plans.ts'
import { listRuns, runEvents } from '../store/runs.ts'
import { listTasks } from '../store/tasks.ts'
import { approvePlan, refusePlan, revokeApproval } from './decide.ts'
import { takeInventory } from './inventory.ts'
import { pauseWork, resumeWork } from './pausing.ts'
import { requestPlan } from './request.ts'
import { forget } from './retention.ts'
import { giveWaiver } from './waive.ts'

let world: Story
beforeEach(async () => {
  world = await story()
})

const plans = async (edge?: string) => (await listPlans(world.parts.database, { edge })).rows
const verdicts = async (name: string) =>
  (await listPackages(world.parts.database, { pipeline: 'acme', name })).rows.flatMap((row) => row.verdicts)

test('a package that is pushed goes on by itself as far as its gates let it, and waits for people there', async () => {
  await world.push('dev', npm('ms'))
  expect(world.jobs()).toEqual([`look ${toStaging}`])
  await world.work()
  expect(await world.held('staging')).toEqual(['ms latest staged'])
  expect(await world.held('production')).toEqual([])
  expect(await plans(toStaging)).toMatchObject([{ state: 'done', outcome: 'succeeded', origin: 'event' }])
  expect(await plans(toProduction)).toMatchObject([{ state: 'approval', going: 1 }])
  expect(await verdicts('ms')).toMatchObject([{ edge: toProduction, outcome: 'needs approval', gates: ['approval'] }])
  expect(world.happened.map(({ type }) => type)).toEqual(['plan kept', 'run began', 'run ended', 'plan kept'])
})

test('what comes to people within a while is one plan for them', async () => {
  world = await story({ settings: { gather: '10 seconds' } })
  for (const name of ['one', 'two', 'three']) await world.push('staging', npm(name), ['staged'])
  await world.work()
  expect(await plans(toProduction)).toEqual([])
  await world.later(10_000)
  expect(await plans(toProduction)).toMatchObject([{ state: 'approval', going: 3 }])
})

test('what somebody approves goes, once', async () => {
  await world.push('dev', npm('ms'))
  await world.work()
  const [waiting] = await plans(toProduction)
  await approvePlan(world.parts, waiting?.id ?? 0, ada, { reason: 'tried in staging' })
  await world.work()
  expect(await world.held('production')).toEqual(['ms latest released staged'])
  expect(await plans(toProduction)).toMatchObject([{ state: 'done', outcome: 'succeeded' }])
  const [run] = (await listRuns(world.parts.database, { edge: toProduction })).rows
  expect(run).toMatchObject({ outcome: 'succeeded', progress: { done: 1, total: 1 } })
  expect((await runEvents(world.parts.database, run?.id ?? 0)).map(({ type }) => type)).toContain('arrived')
  const kinds: string[] = []
  for await (const { kind } of ledgerOf(world.parts.database, 'acme').read()) kinds.push(kind)
  expect(kinds).toEqual(['plan', 'run', 'report', 'plan', 'approval', 'run', 'report'])
  await world.reconcile(toProduction)
  expect(await plans(toProduction)).toHaveLength(1)
})

test('of an approval that is not enough the plan waits on, and one that is taken back does not count', async () => {
  await world.push('dev', npm('ms'))
  await world.work()
  const [waiting] = await plans(toProduction)
  const id = waiting?.id ?? 0
  await approvePlan(world.parts, id, { ...ada, by: 'mallory' })
  await world.work()
  expect(await plans(toProduction)).toMatchObject([{ id, state: 'approval', outcome: 'needs approval' }])
  await approvePlan(world.parts, id, ada)
  await revokeApproval(world.parts, 2, ada, 'too early')
  await world.work()
  expect(await world.held('production')).toEqual([])
  expect(await plans(toProduction)).toMatchObject([{ id, state: 'approval' }])
})

test('one person agrees once, whoever asks the service for it, and again after taking it back', async () => {
  await world.push('dev', npm('ms'))
  await world.work()
  const [waiting] = await plans(toProduction)
  const id = waiting?.id ?? 0
  const grace = { by: 'grace', issuer: 'https://login.example', subject: '7' }
  await approvePlan(world.parts, id, grace)
  await expect(approvePlan(world.parts, id, { ...grace, by: 'Rear Admiral' })).rejects.toThrow('has already approved it')
  await revokeApproval(world.parts, 1, grace, 'too early')
  world.emulator.clock.advance(1_000)
  await approvePlan(world.parts, id, grace)
})

test('what somebody refused is not proposed again as it was, and is when it is another', async () => {
  await world.push('dev', npm('ms'))
  await world.work()
  const [waiting] = await plans(toProduction)
  await refusePlan(world.parts, waiting?.id ?? 0, ada, 'not now')
  await world.reconcile(toProduction)
  expect(await plans(toProduction)).toMatchObject([{ state: 'refused' }])
  await expect(approvePlan(world.parts, waiting?.id ?? 0, ada)).rejects.toThrow('has ended')
  await world.push('dev', npm('ms', '1.0.1'))
  await world.work()
  expect(await plans(toProduction)).toMatchObject([{ state: 'approval', going: 1 }, { state: 'refused' }])
})

test('webhooks that never came are made up for by a look at everything', async () => {
  world = await story()
  await world.emulator.add('acme/dev', npm('ms'))
  await world.emulator.settle()
  await world.parts.database.run('delete from promotion.pending')
  await world.work()
  expect(await world.held('staging')).toEqual([])
  await world.reconcile(toStaging)
  expect(await world.held('staging')).toEqual(['ms latest staged'])
  await world.reconcile(toProduction)
  expect(await plans(toProduction)).toMatchObject([{ origin: 'event' }])
})

test('a gate that opens by itself is waited for to the minute', async () => {
  world = await story({
    yaml: 'owner: acme\nstages:\n  - repository: dev\n  - repository: staging\n    gates: { soak: { atLeast: 1 hour } }\n',
  })
  await world.push('dev', npm('ms'))
  await world.work()
  expect(await plans()).toEqual([])
  const [waiting] = await verdicts('ms')
  expect(waiting).toMatchObject({ outcome: 'waiting', gates: ['soak'], until: expect.any(Date) })
  await world.later((waiting?.until?.getTime() ?? 0) - world.emulator.clock.now() - 1_000)
  expect(await world.held('staging')).toEqual([])
  await world.later(2_000)
  expect(await world.held('staging')).toEqual(['ms latest'])
})

describe('what somebody decides', () => {
  const strict =
    'owner: acme\nstages:\n  - repository: dev\n  - repository: staging\n    gates: { max-severity: { high: 0, mayWaive: [ada] } }\n'

  test('a waiver has what it is about looked at', async () => {
    world = await story({ yaml: strict })
    await world.push('dev', npm('lodash', '4.17.20'))
    await world.work()
    expect(await verdicts('lodash')).toMatchObject([{ outcome: 'blocked', gates: ['max-severity'], mayWaive: ['ada'] }])
    const expires = new Date(world.emulator.clock.now() + 86_400_000).toISOString()
    await giveWaiver(world.parts, 'acme', { waives: 'max-severity', owner: 'ada', reason: 'not reachable', expires }, ada)
    await world.work()
    expect(await world.held('staging')).toEqual(['lodash latest'])
  })

  test('a paused edge lets nothing go, and all that waited once it is resumed', async () => {
    await pauseWork(world.parts, { pipeline: 'acme', edge: toStaging }, ada, { why: 'incident' })
    await world.push('dev', npm('ms'))
    await world.work()
    await world.later(60_000)
    expect(await world.held('staging')).toEqual([])
    expect(await resumeWork(world.parts, { pipeline: 'acme', edge: toStaging }, ada)).toBe(true)
    await world.work()
    expect(await world.held('staging')).toEqual(['ms latest staged'])
  })

  test('a pause of a pipeline that ends by itself', async () => {
    const until = new Date(world.emulator.clock.now() + 3_600_000)
    await world.push('dev', npm('ms'))
    await world.work()
    await pauseWork(world.parts, { pipeline: 'acme' }, ada, { why: 'freeze', until })
    const [waiting] = await plans(toProduction)
    await approvePlan(world.parts, waiting?.id ?? 0, ada)
    await world.work()
    expect(await plans(toProduction)).toMatchObject([{ state: 'waiting', wakeAt: until }])
    await world.later(3_600_001)
    expect(await world.held('production')).toEqual(['ms latest released staged'])
  })

  test('somebody asks for a promotion, and cannot agree to it', async () => {
    await world.push('dev', npm('ms'))
    await world.work()
    const id = await requestPlan(world.parts, toProduction, { select: 'everything' }, ada)
    await approvePlan(world.parts, id, ada)
    await world.work()
    expect(await world.held('production')).toEqual([])
    expect(await plans(toProduction)).toMatchObject([{ id, origin: 'person', requestedBy: 'ada', state: 'approval' }, {}])
    await expect(requestPlan(world.parts, 'acme/no/edge', { select: 'everything' }, ada)).rejects.toThrow('no edge')
    await expect(requestPlan(world.parts, toProduction, { select: { tag: 'nothing' } }, ada)).rejects.toThrow('selects nothing')
  })
})

test('a pipeline that has changed since a plan was made has it planned anew', async () => {
  await world.push('dev', npm('ms'))
  await world.work()
  const [before] = await plans(toProduction)
  const changed = await story({
    beside: world,
    yaml: 'owner: acme\nstages:\n  - repository: dev\n  - { repository: staging, tag: staged }\n  - repository: production\n    gates: { approval: { by: [bob], unsigned: true } }\n',
  })
  await approvePlan(changed.parts, before?.id ?? 0, ada)
  await changed.work()
  expect(await plans(toProduction)).toMatchObject([{ state: 'approval' }, { id: before?.id, state: 'superseded' }])
  expect((await planDocument(world.parts.database, (before?.id ?? 0) + 1))?.rules.gates[0]?.settings).toMatchObject({
    by: ['bob'],
  })
})

test('what fails for good is a task for a person, and is tried on', async () => {
  let isAway = true
  world = await story({
    between: (next) => async (request, init) => (isAway ? new Response('{"detail":"no"}', { status: 403 }) : next(request, init)),
  })
  await world.push('dev', npm('ms'))
  await world.work()
  expect((await listTasks(world.parts.database)).rows).toMatchObject([{ kind: 'look failed' }, { kind: 'look failed' }])
  isAway = false
  await world.later(15 * 60_000)
  expect(await world.held('staging')).toEqual(['ms latest staged'])
  expect((await listTasks(world.parts.database)).rows).toEqual([])
})

test('what stages hold is known from the first look at all of it on, and from webhooks between two', async () => {
  const { parts } = world
  await world.emulator.add('acme/dev', npm('before'))
  await world.push('production', npm('ms'))
  await takeInventory(parts, 'acme', new AbortController().signal)
  const stagesOf = async (name: string) => {
    const { rows } = await listPackages(parts.database, { pipeline: 'acme', name })
    return rows.flatMap(({ holdings }) => holdings.map(({ stage, state }) => `${stage} ${state}`))
  }
  expect(await stagesOf('before')).toEqual(['dev ok'])
  expect(await stagesOf('ms')).toEqual(['production ok'])
  const [ms] = await world.cloudsmith.packages.list({ owner: 'acme', repo: 'production' }).toArray()
  await world.cloudsmith.packages.quarantine({ owner: 'acme', repo: 'production', identifier: ms?.slug_perm ?? '' })
  await world.emulator.settle()
  expect(await stagesOf('ms')).toEqual(['production quarantined'])
  await world.cloudsmith.packages.delete({ owner: 'acme', repo: 'production', identifier: ms?.slug_perm ?? '' })
  await world.emulator.settle()
  expect(await stagesOf('ms')).toEqual([])
})

test('webhooks of another workspace, and those that change nothing, are answered and left alone', async () => {
  const send = async (event: ReturnType<typeof exampleEvent>) => {
    const request = await signedRequest(event, { key: 'a key of the webhook', url: 'https://service.example/acme' })
    return (await world.deliver(request.url, { method: 'POST', headers: request.headers, body: await request.text() })).status
  }
  expect(await send(exampleEvent('package.synced', { namespace: 'globex', repository: 'dev' }))).toBe(200)
  expect(await send(exampleEvent('package.downloaded', { namespace: 'acme', repository: 'dev' }))).toBe(200)
  expect(await world.parts.database.run('select count(*) from promotion.deliveries')).toEqual({ rows: [{ count: 0 }] })
  expect(world.jobs()).toEqual([])
})

test('what is over and old enough goes, and the ledger stays', async () => {
  const { parts } = world
  await world.push('dev', npm('ms'))
  await world.work()
  const day = 86_400_000
  await forget(parts, { plans: day, deliveries: day, samples: day })
  expect(await plans(toStaging)).toHaveLength(1)
  await parts.database.run("update promotion.deliveries set received_at = received_at - interval '100 years'")
  await world.emulator.clock.advance(2 * day)
  await forget(parts, { plans: day, deliveries: day, samples: day })
  expect(await plans()).toMatchObject([{ edge: toProduction, state: 'approval' }])
  expect((await listRuns(parts.database)).rows).toEqual([])
  expect((await listEntries(parts.database, 'acme')).rows).toHaveLength(3)
})

describe('a package that cannot be looked at', () => {
  /** Makes responses about one package unreadable while it is at the start of the edge. */
  async function odd(slug: () => string | undefined, settings: { status: number }) {
    return await story({
      between: (next) => async (request, init) =>
        slug() !== undefined && new URL(request.url).pathname.includes(`/dev/${slug()}`)
          ? Response.json({ detail: 'It went wrong.' }, settings)
          : next(request, init),
    })
  }

  test('holds up no other, and is a task of its own until it can', async () => {
    let slug: string | undefined
    world = await odd(() => slug, { status: 400 })
    for (const name of ['one', 'bad', 'two']) {
      const pushed = await world.push('dev', npm(name))
      if (name === 'bad') slug = pushed
    }
    await world.work()
    expect(await world.held('staging')).toEqual(['one latest staged', 'two latest staged'])
    for (let failures = 1; failures < 5; failures++) await world.later(120_000)
    const tasks = async () => (await listTasks(world.parts.database)).rows
    expect(await tasks()).toMatchObject([{ kind: 'look failed', title: 'bad 1.0.0 in dev → staging cannot be checked' }])
    await world.push('dev', npm('three'))
    await world.work()
    expect(await world.held('staging')).toEqual(['one', 'three', 'two'].map((name) => `${name} latest staged`))
    slug = undefined
    await world.later(900_000)
    expect(await world.held('staging')).toContain('bad latest staged')
    expect(await tasks()).toEqual([])
  })
})
