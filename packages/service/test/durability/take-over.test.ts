import type { FetchLike } from '@cloudsmith-sdk/client'
import { type LedgerEntry, verifyLedger } from '@cloudsmith-sdk/promotion/ledger'
import { describe, expect, test } from 'vitest'
import { applyPlan } from '../../src/flow/apply.ts'
import { look } from '../../src/flow/look.ts'
import { askRollback, rollBack } from '../../src/flow/roll-back.ts'
import { ledgerOf } from '../../src/store/ledger.ts'
import { listPlans } from '../../src/store/plans.ts'
import { claimRollback, dueRollbacks } from '../../src/store/rollbacks.ts'
import { findRun, listRuns } from '../../src/store/runs.ts'
import { ada, npm, type Story, story, toStaging } from '../story.ts'

const signal = new AbortController().signal

/** Requests that are let through before one stalls until it is let go. */
function stalling(after: number) {
  let count = 0
  let letGo = () => {}
  let told = () => {}
  const go = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const stalled = new Promise<void>((resolve) => {
    told = resolve
  })
  const between =
    (next: FetchLike): FetchLike =>
    async (request, init) => {
      if (count++ === after) {
        told()
        await go
      }
      return next(request, init)
    }
  return { between, stalled, letGo, count: () => count }
}

/** A story in which something is to be applied. */
async function planned(): Promise<{ world: Story; plan: number }> {
  const world = await story()
  for (const name of ['one', 'two']) await world.push('dev', npm(name))
  await look(world.parts, { data: { edge: toStaging }, signal })
  const [plan] = (await listPlans(world.parts.database, { edge: toStaging })).rows
  return { world, plan: plan?.id ?? 0 }
}

const failedIn = async ({ cloudsmith }: Story) =>
  (await cloudsmith.packages.list({ owner: 'acme', repo: 'staging' }).toArray()).filter((row) => row.is_sync_failed)

const stateOf = async ({ parts: { database } }: Story) =>
  (await listPlans(database, { edge: toStaging })).rows.map(({ state }) => state)

test('a worker that is killed at any of its requests leaves what the next one finishes, each package once', {
  timeout: 300_000,
}, async () => {
  const whole = await planned()
  const counted = stalling(Number.POSITIVE_INFINITY)
  const alone = await story({ beside: whole.world, between: counted.between })
  await applyPlan(alone.parts, { data: { plan: whole.plan }, signal })
  const expected = await whole.world.held('staging')
  expect(expected).toEqual(['one latest staged', 'two latest staged'])
  expect(counted.count()).toBeGreaterThan(5)

  let left = 0
  for (let after = 0; after < counted.count(); after++) {
    const { world, plan } = await planned()
    const { between, stalled, letGo } = stalling(after)
    const doomed = await story({ beside: world, between })
    const dying = applyPlan(doomed.parts, { data: { plan }, signal })
    await stalled
    // Killed: nothing of it is ever heard again. The next gets its job.
    await applyPlan(world.parts, { data: { plan }, signal })
    expect(await world.held('staging'), `after ${after} requests`).toEqual(expected)
    expect(await stateOf(world)).toEqual(['done'])
    // It was only taken for dead: but for the one request that was on its way it sends nothing more, and it writes nothing more.
    const writes = world.emulator.requests.writes.length
    letGo()
    await dying
    await world.emulator.settle()
    expect(world.emulator.requests.writes.length, `after ${after} requests`).toBeLessThanOrEqual(writes + 1)
    expect(await world.held('staging')).toEqual(expected)
    expect(await stateOf(world)).toEqual(['done'])
    const runs = (await listRuns(world.parts.database, { plan })).rows
    expect(runs.map(({ outcome }) => outcome)).toEqual(['succeeded', 'interrupted'])
    expect(await verifyLedger(ledgerOf(world.parts.database, 'acme').read())).toMatchObject({ intact: true })
    // What that request left behind goes.
    left += (await failedIn(world)).length
    await doomed.later(300_000)
    expect(await failedIn(world), `after ${after} requests`).toEqual([])
    expect(await world.held('staging')).toEqual(expected)
  }
  expect(left).toBeGreaterThan(0)
})

test('a process that ends while it applies leaves the rest to others, at once', async () => {
  const { world, plan } = await planned()
  const { between, stalled, letGo } = stalling(3)
  const ended = await story({ beside: world, between })
  const ending = new AbortController()
  const running = applyPlan({ ...ended.parts, ending: ending.signal }, { data: { plan }, signal })
  await stalled
  ending.abort(new Error('The service is shutting down.'))
  letGo()
  await running
  expect(await stateOf(world)).toEqual(['ready'])
  expect((await listRuns(world.parts.database, { plan })).rows).toMatchObject([{ outcome: 'interrupted' }])
  await world.later(0)
  expect(await world.held('staging')).toEqual(['one latest staged', 'two latest staged'])
})

describe('a rollback', () => {
  const hold = { by: 'ada', why: 'it breaks the checkout' }

  /** A story in which what was applied is to be undone. */
  async function promoted(): Promise<{ world: Story; run: number }> {
    const { world, plan } = await planned()
    await applyPlan(world.parts, { data: { plan }, signal })
    const run = await askRollback(world.parts, plan, ada, hold.why)
    return { world, run }
  }

  const ledgerIn = async ({ parts: { database } }: Story) => {
    const told: LedgerEntry[] = []
    for await (const entry of ledgerOf(database, 'acme').read()) told.push(entry)
    expect(await verifyLedger(told)).toMatchObject({ intact: true })
    return told.filter(({ kind }) => kind === 'rollback' || kind === 'undone')
  }

  async function expectUndone(world: Story, run: number): Promise<void> {
    expect(await world.held('staging')).toEqual([])
    expect(await findRun(world.parts.database, run)).toMatchObject({ outcome: 'undone', error: null, requestedBy: 'ada' })
    const entries = await ledgerIn(world)
    expect(entries.at(-1)).toMatchObject({ kind: 'undone', document: { outcome: 'undone', ...hold } })
    for (const { document } of entries) expect(document).toMatchObject(hold)
  }

  test('whose worker is killed at any of its requests is finished by the next, and told with who and why', {
    timeout: 300_000,
  }, async () => {
    const whole = await promoted()
    const counted = stalling(Number.POSITIVE_INFINITY)
    const alone = await story({ beside: whole.world, between: counted.between })
    await rollBack(alone.parts, { data: { run: whole.run }, signal })
    await expectUndone(whole.world, whole.run)
    expect(await ledgerIn(whole.world)).toHaveLength(2)
    expect(counted.count()).toBeGreaterThan(3)

    for (let after = 0; after < counted.count(); after++) {
      const { world, run } = await promoted()
      const { between, stalled, letGo } = stalling(after)
      const doomed = await story({ beside: world, between })
      const dying = rollBack(doomed.parts, { data: { run }, signal })
      await stalled
      await rollBack(world.parts, { data: { run }, signal })
      await expectUndone(world, run)
      const [writes, entries] = [world.emulator.requests.writes.length, (await ledgerIn(world)).length]
      letGo()
      await dying
      await world.emulator.settle()
      expect(world.emulator.requests.writes.length, `after ${after} requests`).toBeLessThanOrEqual(writes + 1)
      expect(await ledgerIn(world)).toHaveLength(entries)
      await expectUndone(world, run)
    }
  })

  test('that a process ends over is gone on with by others at once, and by somebody after a death that nobody told of', async () => {
    const { world, run } = await promoted()
    const { between, stalled, letGo } = stalling(1)
    const ended = await story({ beside: world, between })
    const ending = new AbortController()
    const running = rollBack({ ...ended.parts, ending: ending.signal }, { data: { run }, signal })
    await stalled
    ending.abort(new Error('The service is shutting down.'))
    letGo()
    await running
    // Its job was done with that: what is due is found all the same, and left to whoever has it.
    const due = () => dueRollbacks(world.parts.database, new Date(world.emulator.clock.now()), ['acme'])
    expect(await due()).toEqual([run])
    await claimRollback(world.parts.database, run, crypto.randomUUID(), new Date(world.emulator.clock.now()))
    expect(await due()).toEqual([])
    await world.parts.database.run('update promotion.runs set lease_until = now() where id = $1', [run])
    await world.later(0)
    await expectUndone(world, run)
  })

  test('is begun once, however many ask for it at once', async () => {
    const { world, plan } = await planned()
    await applyPlan(world.parts, { data: { plan }, signal })
    const asked = await Promise.allSettled(Array.from({ length: 3 }, () => askRollback(world.parts, plan, ada, hold.why)))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

test('a registry that is away is tried again, later each time, and a person is told when that takes long', async () => {
  const { world, plan } = await planned()
  const away = await story({ beside: world, between: () => async () => Promise.reject(new TypeError('fetch failed')) })
  await applyPlan(away.parts, { data: { plan }, signal })
  const [first] = (await listPlans(world.parts.database, { edge: toStaging })).rows
  expect(first).toMatchObject({ state: 'waiting', attempts: 1, lastError: expect.stringContaining('fetch failed') })
  expect((first?.wakeAt?.getTime() ?? 0) - world.emulator.clock.now()).toBeLessThanOrEqual(5_000)
  for (let attempt = 2; attempt <= 5; attempt++) {
    await world.emulator.clock.advance(20 * 60_000)
    await applyPlan(away.parts, { data: { plan }, signal })
  }
  expect(away.happened.filter(({ type }) => type === 'task opened')).toMatchObject([
    { title: `plan ${plan} to staging cannot be applied` },
  ])
  await world.later(20 * 60_000)
  expect(await stateOf(world)).toEqual(['done'])
})

test('a plan that waits for its time is not applied before, however many jobs say so', async () => {
  const { world, plan } = await planned()
  await world.parts.database.run("update promotion.plans set wake_at = '2999-01-01' where id = $1", [plan])
  world.emulator.requests.clear()
  await applyPlan(world.parts, { data: { plan }, signal })
  expect(world.emulator.requests.all).toEqual([])
})
