import type { Identity, Plan, PlanItem } from '@cloudsmith-sdk/promotion'
import { verifyLedger } from '@cloudsmith-sdk/promotion/ledger'
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { theService } from './actor.ts'
import { audit, listAudit } from './audit.ts'
import { noteDeliveries } from './deliveries.ts'
import { keepArrivals, samplesSince, takeSamples, waitingFor } from './figures.ts'
import { dropHoldings, dropUnseen, keepHoldings, type NewHolding } from './holdings.ts'
import { leadTimes } from './lead-times.ts'
import { findEntry, ledgerOf, ledgerOfPlan, listEntries } from './ledger.ts'
import { findNotification, noteNotification, settleNotification, takeNotifications } from './notifications.ts'
import { countPackages, formatsOf, listPackages } from './packages.ts'
import { endOverduePauses, pause, pauseOf, pausesFor, resume } from './pauses.ts'
import { notePending, pendingAt, putOff, settlePending } from './pending.ts'
import { keepPerson, listPeople } from './people.ts'
import { claimPlan, closePlan, endClaim, renewClaim, requireClaim, wakePlan } from './plan-claims.ts'
import { coveredBy, duePlans, findPlan, fingerprintOf, keepPlan, listPlans } from './plans.ts'
import { closeTask, listTasks, openTask } from './tasks.ts'
import { createToken, findToken, revokeToken } from './tokens.ts'
import { keepVerdicts } from './verdicts.ts'
import { beat, listWorkers, noteStop } from './workers.ts'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 2, 3, 4, 5) + seconds * 1_000)
const worker = () => crypto.randomUUID()
const identity = (name: string, version = '1.0.0'): Identity => ({
  format: 'npm',
  name,
  version,
  filename: `${name}-${version}.tgz`,
})

/** The part of a plan that the store reads. */
function aPlan(digest: string, items: readonly Partial<PlanItem>[], madeAt = at(0)): Plan {
  const usual = { files: [], reasons: [], gates: [], delivered: false, outcome: 'promote' }
  return {
    ...{ kind: 'cloudsmith-promotion/plan', version: 1, digest, madeAt: madeAt.toISOString(), requestedBy: null, tag: null },
    ...{ owner: 'acme', from: 'dev', to: 'staging', edge: null, source: 'dev', destination: 'staging', rules: {}, answers: [] },
    items: items.map((item) => ({ ...usual, slugPerm: `slug-${item.package?.name}`, ...item })),
  } as unknown as Plan
}

const keep = (plan: Plan, edge: string) =>
  keepPlan(database, { plan, pipeline: 'acme', edge, origin: 'event', state: 'ready', wakeAt: at(0) })

test('a webhook is new once', async () => {
  const told = { event: 'package.synced', repository: 'dev', slugPerm: 's', label: 'a\0b', eventAt: null }
  const delivery = { ...told, pipeline: 'acme', triggerId: 't1' }
  expect(await noteDeliveries(database, [delivery, delivery, { ...delivery, triggerId: 't0' }])).toEqual([true, false, true])
  expect(await noteDeliveries(database, [{ ...delivery, pipeline: 'other' }, delivery])).toEqual([true, false])
})

test('what is noted again while it is looked at stays to be looked at', async () => {
  const edge = 'acme/pending/edge'
  await notePending(database, edge, ['b', 'a', 'a'], { at: at(0), why: 'package.synced' })
  await notePending(database, edge, ['later'], { at: at(60), why: 'soak' })
  const seen = await pendingAt(database, edge, at(1))
  expect(seen.map(({ slugPerm }) => slugPerm).sort()).toEqual(['a', 'b'])
  await notePending(database, edge, ['a'], { at: at(2), why: 'package.tags_updated' })
  await settlePending(database, edge, seen)
  const left = await pendingAt(database, edge, at(2))
  expect(left.map(({ slugPerm }) => slugPerm)).toEqual(['a'])
  await putOff(database, edge, left, at(30))
  expect(await pendingAt(database, edge, at(29))).toEqual([])
  // A later due date moves forward if something happens to the package.
  await notePending(database, edge, ['later'], { at: at(3), why: 'package.synced' })
  expect((await pendingAt(database, edge, at(4))).map(({ slugPerm }) => slugPerm)).toEqual(['later'])
})

test('a plan is kept once, and one of which nothing is left is superseded', async () => {
  const edge = 'acme/kept/edge'
  const [ms, left] = [{ package: identity('ms') }, { package: identity('left-pad'), outcome: 'needs approval' as const }]
  const first = await keep(aPlan('kept-1', [ms]), edge)
  expect(await keep(aPlan('kept-1', [ms]), edge)).toBe(first)
  const both = await keep(aPlan('kept-2', [ms, left]), edge)
  const blocked = await keep(aPlan('kept-3', [{ ...left, outcome: 'blocked' }, ms]), edge)
  expect(await findPlan(database, first)).toMatchObject({ state: 'superseded', supersededBy: both, closedAt: expect.any(Date) })
  expect(await findPlan(database, both)).toMatchObject({ state: 'ready', packages: 2, going: 2 })
  expect(await findPlan(database, blocked)).toMatchObject({ packages: 2, going: 1 })
  const covered = await coveredBy(database, edge, ['slug-ms', 'slug-left-pad', 'slug-other'])
  const plan = aPlan('kept-2', [ms, left])
  expect(covered.get('slug-left-pad')).toEqual(new Set(plan.items.slice(1).map((item) => fingerprintOf(plan, item))))
  expect(covered.has('slug-other')).toBe(false)
  expect((await listPlans(database, { edge, limit: 2 })).rows.map(({ id }) => id)).toEqual([blocked, both])
  const { next } = await listPlans(database, { edge, limit: 2 })
  expect((await listPlans(database, { edge, limit: 2, after: next ?? '' })).rows.map(({ id }) => id)).toEqual([first])
})

test('whoever takes a plan later has it, and the one before is refused', async () => {
  const id = await keep(aPlan('claimed', [{ package: identity('claimed') }]), 'acme/claimed/edge')
  expect(await claimPlan(database, id, worker(), at(-1))).toBeUndefined()
  const slow = await claimPlan(database, id, worker(), at(0))
  if (slow === undefined) throw new Error('it is due')
  await renewClaim(database, slow)
  expect((await duePlans(database, at(31), ['acme'])).map((due) => due.id)).not.toContain(id)
  await database.query(sql`update promotion.plans set lease_until = now() - interval '1 second' where id = ${id}`)
  expect((await duePlans(database, at(0), ['acme'])).map((due) => due.id)).toContain(id)
  const quick = await claimPlan(database, id, worker(), at(1))
  expect(quick?.fence).toBe(slow.fence + 1)
  for (const late of [requireClaim(database, slow), renewClaim(database, slow)]) await expect(late).rejects.toThrow('taken over')
  await expect(endClaim(database, slow, { state: 'done', wakeAt: null }, at(100))).rejects.toThrow('taken over')
  expect(await findPlan(database, id)).toMatchObject({ state: 'applying' })
})

test('an approval that comes while a plan is applied has it looked at again', async () => {
  const id = await keep(aPlan('nudged', [{ package: identity('nudged') }]), 'acme/nudged/edge')
  const claim = await claimPlan(database, id, worker(), at(0))
  if (claim === undefined) throw new Error('it is due')
  expect(await wakePlan(database, id, at(1))).toBe(true)
  await endClaim(database, claim, { state: 'approval', wakeAt: null, outcome: 'needs approval' }, at(2))
  expect(await findPlan(database, id)).toMatchObject({ state: 'ready', wakeAt: at(2), outcome: 'needs approval', attempts: 0 })
  const again = await claimPlan(database, id, worker(), at(3))
  if (again === undefined) throw new Error('it is due')
  await endClaim(database, again, { state: 'waiting', wakeAt: at(60), error: 'the registry is away' }, at(4))
  expect(await findPlan(database, id)).toMatchObject({
    state: 'waiting',
    wakeAt: at(60),
    attempts: 1,
    lastError: 'the registry is away',
  })
  expect(await closePlan(database, id, 'refused', at(5))).toBe(true)
  expect(await wakePlan(database, id, at(6))).toBe(false)
})

test('the ledger is one chain, whoever writes, and a run reads only what is about its plan', async () => {
  const ledger = ledgerOf(database, 'chained')
  const record = (kind: 'plan' | 'run', document: object) => ledger.append({ kind, at: at(0).toISOString(), document })
  await Promise.all(Array.from({ length: 20 }, (_, index) => record('plan', { digest: `p${index}`, odd: 'a\u0000b\ud800' })))
  await record('run', { plan: 'p3', startedAt: at(0).toISOString() })
  expect(await verifyLedger(ledger.read())).toMatchObject({ intact: true })
  const about: string[] = []
  for await (const { kind } of ledgerOfPlan(database, 'chained', 'p3').read()) about.push(kind)
  expect(about).toEqual(['plan', 'run'])
  expect((await listEntries(database, 'chained', { limit: 1 })).rows).toMatchObject([{ seq: 21, kind: 'run', plan: 'p3' }])
  expect(await findEntry(database, 'chained', 21)).toMatchObject({ document: { plan: 'p3' } })
})

const held = (name: string, more: Partial<NewHolding> = {}): NewHolding => ({
  ...{ stage: 'dev', slugPerm: `slug-${name}`, identity: identity(name), sha256: null, size: 3, state: 'ok', tags: [] },
  ...{ scan: null, severity: null, findings: null, licence: 'MIT', uploadedAt: at(-3600), seenAt: at(0) },
  ...more,
})

test('packages are found by name, format, tag, stage, state and gate, and paged by the database', async () => {
  const pipeline = 'held'
  const names = ['Alpha', 'alpine', 'beta', '100%', 'a\0nul', '<b>bold</b>']
  await keepHoldings(
    database,
    pipeline,
    names.map((name) => held(name)),
  )
  await keepHoldings(database, pipeline, [
    held('beta', { stage: 'staging', slugPerm: 'copy', tags: ['v"1', 'ok'], state: 'vulnerable', severity: 'High' }),
  ])
  const blocked = { package: identity('Alpha'), outcome: 'blocked' as const, reasons: ['it has findings'], gates: [0] }
  const plan = {
    ...aPlan('verdicts', [blocked, { package: identity('beta') }]),
    answers: [{ result: 'block', gate: 'max-severity', mayWaive: ['ada'] }],
  } as unknown as Plan
  await keepVerdicts(database, { pipeline, edge: 'held/dev/staging', plan, id: undefined, at: at(1) })
  const found = async (filter: object) =>
    (await listPackages(database, { pipeline, ...filter })).rows.map((row) => row.identity.name)
  expect(await found({ name: 'AL' })).toEqual(['Alpha', 'alpine'])
  expect(await found({ name: '*a*' })).toContain('beta')
  expect(await found({ name: '100%' })).toEqual(['100%'])
  expect(await found({ stage: 'staging' })).toEqual(['beta'])
  expect(await found({ tag: 'v"1' })).toEqual(['beta'])
  expect(await found({ state: 'blocked' })).toEqual(['Alpha'])
  expect(await found({ gate: 'max-severity', format: 'npm' })).toEqual(['Alpha'])
  expect(await countPackages(database, { pipeline, format: 'npm' })).toBe(6)
  await keepHoldings(
    database,
    pipeline,
    [held('deb', { slugPerm: 'deb', identity: { ...identity('deb'), format: 'deb' } })].map((each) => ({
      ...each,
      seenAt: at(0),
    })),
  )
  expect(await formatsOf(database, pipeline)).toEqual(['deb', 'npm'])
  await dropHoldings(database, pipeline, [{ stage: 'dev', slugPerm: 'deb', at: at(0) }])
  expect(await formatsOf(database, pipeline)).toEqual(['npm'])
  const all: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await listPackages(database, { pipeline, limit: 2, after })
    all.push(...page.rows.map((row) => row.identity.name))
    if (page.next === null) break
    after = page.next
  }
  expect(new Set(all).size).toBe(6)
  const [alpha] = (await listPackages(database, { pipeline, name: 'alpha' })).rows
  expect(alpha).toMatchObject({
    verdicts: [{ outcome: 'blocked', reasons: ['it has findings'], mayWaive: ['ada'], until: null }],
  })
  expect(await waitingFor(database, 'held')).toEqual([])
  await dropHoldings(database, pipeline, [{ stage: 'staging', slugPerm: 'copy', at: at(2) }])
  expect(await found({ stage: 'staging' })).toEqual([])
  await keepHoldings(database, pipeline, [held('alpine', { seenAt: at(10) })])
  expect(await dropUnseen(database, pipeline, 'dev', at(10))).toBe(5)
  expect(await found({ stage: 'dev' })).toEqual(['alpine'])
})

test('what had no name while it was synchronised is not listed once it has one', async () => {
  await keepHoldings(
    database,
    'named',
    [held('', { slugPerm: 'same' })].map((each) => ({ ...each, seenAt: at(0) })),
  )
  await keepHoldings(
    database,
    'named',
    [held('lodash', { slugPerm: 'same' })].map((each) => ({ ...each, seenAt: at(1) })),
  )
  expect((await listPackages(database, { pipeline: 'named' })).rows.map((row) => row.identity.name)).toEqual(['lodash'])
})

test('what was seen before does not overwrite what was seen after', async () => {
  await keepHoldings(database, 'late', [held('one', { state: 'quarantined', seenAt: at(10) })])
  await keepHoldings(database, 'late', [held('one', { seenAt: at(5) })])
  expect((await listPackages(database, { pipeline: 'late' })).rows).toMatchObject([{ holdings: [{ state: 'quarantined' }] }])
})

test('how long packages took, and what stages hold, is kept', async () => {
  const pipeline = 'figures'
  await keepHoldings(database, pipeline, [held('one'), held('two', { severity: 'High' })])
  const plan = await keep(aPlan('arrived', [{ package: identity('one') }]), 'figures/dev/staging')
  const arrival = {
    stage: 'staging',
    edge: 'figures/dev/staging',
    plan,
    slugPerm: 'copy',
    identity: identity('one'),
    arrivedAt: at(0),
  }
  await keepArrivals(database, pipeline, 'dev', [arrival, { ...arrival, slugPerm: 'copy-2' }])
  // An arrival that was already recorded does not count again.
  await keepArrivals(database, pipeline, 'dev', [arrival])
  expect(await leadTimes(database, pipeline, at(-86_400))).toMatchObject({
    ...{ spans: [{ packages: 2, median: 3_600 }], edges: [{ packages: 2, ninetieth: 3_600 }] },
  })
  await takeSamples(database, pipeline, at(0))
  expect(await samplesSince(database, pipeline, at(0), 'severity')).toMatchObject([
    { stage: 'dev', name: 'severity high', value: 1 },
  ])
})

test('a pause of a pipeline is one of each of its edges, until it ends', async () => {
  const actor = { by: 'ada', issuer: null, subject: null }
  await pause(database, { pipeline: 'paused', edge: null, actor, why: 'incident', since: at(0), until: at(60) })
  expect(
    await pausesFor(database, 'paused', 'paused/a/b', () => at(1)).read({ owner: 'acme', from: 'a', to: 'b' }),
  ).toMatchObject({
    by: 'ada',
    why: 'incident',
    until: at(60).toISOString(),
  })
  expect(await pauseOf(database, 'paused', 'paused/a/b', at(60))).toBeUndefined()
  expect(await endOverduePauses(database, at(60))).toEqual([{ pipeline: 'paused', edge: null }])
  expect(await resume(database, { pipeline: 'paused', edge: null }, actor, at(61))).toBe(false)
})

test('a task is open once, however often it comes up', async () => {
  const task = { key: 'again', kind: 'look failed' as const, title: 'a look fails', detail: 'no' }
  expect(await openTask(database, task, at(0))).toMatchObject({ isNew: true })
  expect(await openTask(database, { ...task, detail: 'still no' }, at(1))).toMatchObject({ isNew: false })
  expect((await listTasks(database)).rows).toMatchObject([{ key: 'again', times: 2, detail: 'still no' }])
  expect(await closeTask(database, { key: 'again' }, theService, { at: at(2), note: 'well again' })).toBe(true)
  expect((await listTasks(database, { isOpen: false })).rows).toMatchObject([{ closedBy: 'the service', note: 'well again' }])
  expect(await openTask(database, task, at(3))).toMatchObject({ isNew: true })
})

test('a token is known by its hash alone, and no more once it is over or revoked', async () => {
  const { token, row } = await createToken(database, { name: 'ci', scopes: ['plans:read'], actor: theService, expiresAt: at(60) })
  expect(await findToken(database, token, at(1))).toMatchObject({ name: 'ci', scopes: ['plans:read'] })
  expect(await findToken(database, token, at(61))).toBeUndefined()
  expect(await revokeToken(database, row.id, theService, at(2))).toBe(true)
  expect(await findToken(database, token, at(3))).toBeUndefined()
})

test('a message is told once, by one of those who take it, and again where that fails', async () => {
  const message = { key: 'plan 1 waits: slack', channel: 'slack', event: 'plan.waits', payload: { plan: 1 }, at: at(0) }
  expect(await noteNotification(database, message)).toBe(true)
  expect(await noteNotification(database, message)).toBe(false)
  const taken = await Promise.all([takeNotifications(database, at(0)), takeNotifications(database, at(0))])
  const [mine] = taken.flat()
  expect(taken.flat()).toMatchObject([{ key: message.key, attempts: 1 }])
  await settleNotification(database, mine?.id ?? 0, { error: 'away', nextAt: at(10) })
  expect(await takeNotifications(database, at(9))).toEqual([])
  expect(await takeNotifications(database, at(10))).toMatchObject([{ attempts: 2 }])
  await settleNotification(database, mine?.id ?? 0, { sentAt: at(11), remote: 'ts' })
  expect(await findNotification(database, message.key)).toMatchObject({ state: 'sent', remote: 'ts' })
})

test('who works, who signed in and what was done is known', async () => {
  const me = { id: worker(), name: 'one', host: 'here', pid: 1, version: '0', roles: ['web'], rss: 1 }
  await beat(database, me)
  await beat(database, { ...me, rss: 2 })
  await noteStop(database, me.id)
  expect(await listWorkers(database)).toMatchObject([{ id: me.id, rss: 2, stoppedAt: expect.any(Date) }])
  const person = {
    issuer: 'https://login.example',
    subject: '1',
    name: 'Ada',
    login: null,
    address: null,
    groups: ['release'],
    role: 'viewer' as const,
  }
  await keepPerson(database, person)
  await keepPerson(database, { ...person, role: 'approver' })
  expect(await listPeople(database)).toMatchObject([{ name: 'Ada', role: 'approver', groups: ['release'] }])
  await audit(database, theService, { at: at(0), action: 'edge.paused', about: 'edge:a', detail: { why: 'a\0b' } })
  expect((await listAudit(database, { about: 'edge:a' })).rows).toMatchObject([
    { action: 'edge.paused', detail: { why: 'a\u{fffd}b' } },
  ])
})
