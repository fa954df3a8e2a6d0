import { mirror } from '@cloudsmith-sdk/emulator/mirror'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import type { MakeMirror } from '@cloudsmith-sdk/promotion/rehearsal'
import { expect, test } from 'vitest'
import { npm, story, toProduction, toStaging } from '../../test/story.ts'
import { learnBudget } from '../store/budgets.ts'
import { closePlan } from '../store/plan-claims.ts'
import { listPlans } from '../store/plans.ts'
import { rehearsalOf } from '../store/rehearsals.ts'
import { budgetOf } from './client.ts'
import { rehearsePlan, rehearsing } from './rehearse.ts'

/** Two packages wait for Ada's approval for production, which keeps one version of each name and quarantines packages with an unusual licence. */
async function waiting() {
  const told = await story()
  const { parts, cloudsmith, emulator, push, reconcile } = told
  Object.assign(parts, { listeners: [...parts.listeners, rehearsing(parts.queue)] })
  await emulator.add('acme/production', npm('ms', '0.9.0'), { tags: ['released'] })
  await cloudsmith.repos.retention.update({
    owner: 'acme',
    repo: 'production',
    retention_enabled: true,
    retention_count_limit: 1,
    retention_group_by_name: true,
  })
  await cloudsmith.orgs.licensePolicies.create({
    ...{ owner: 'acme', name: 'No network copyleft', spdx_identifiers: ['AGPL-3.0-only'], on_violation_quarantine: true },
    package_query_string: 'repository:production',
  })
  await push('dev', npm('ms'))
  await push('dev', npmPackage({ name: 'strange', version: '1.0.0', license: 'AGPL-3.0-only' }))
  for (const edge of [toStaging, toProduction]) await reconcile(edge)
  const [plan] = (await listPlans(parts.database, { edge: toProduction, states: ['approval'] })).rows
  if (plan === undefined) throw new Error('there is one to approve')
  emulator.requests.clear()
  const load = async (): Promise<MakeMirror | undefined> => mirror
  const rehearse = async (loadMirror = load, most = 10_000) => {
    await rehearsePlan(parts, { data: { plan: plan.id }, signal: new AbortController().signal }, { loadMirror, most })
    return await rehearsalOf(parts.database, plan.id)
  }
  return { ...told, plan: plan.id, rehearse }
}

test('a plan that waits for people is rehearsed as if they had agreed, and nothing is sent', async () => {
  const { rehearse, emulator, plan, held } = await waiting()
  const came = await rehearse()
  expect(came).toMatchObject({
    why: null,
    rehearsed: {
      refused: [{ package: { name: 'strange' }, outcome: 'failed' }],
      quarantined: [{ package: { name: 'strange' }, why: expect.stringContaining('No network copyleft') }],
      deletedByRetention: [{ name: 'ms', version: '0.9.0' }],
      latest: [{ format: 'npm', name: 'ms', from: '0.9.0', to: '1.0.0' }],
    },
  })
  expect(emulator.requests.writes).toEqual([])
  expect(await held('production')).toEqual(['ms latest released'])
  expect(plan).toBeGreaterThan(0)
})

test('it is to be rehearsed as soon as it is kept, and one that goes by itself is not', async () => {
  const sent: string[] = []
  const told = await story()
  const { parts, push, work } = told
  Object.assign(parts, {
    listeners: [rehearsing({ ...parts.queue, send: async (name, key) => void sent.push(`${name} ${key}`) })],
  })
  await push('dev', npm('ms'))
  await work()
  const [plan] = (await listPlans(parts.database, { edge: toProduction })).rows
  expect(sent).toEqual([`rehearse ${plan?.id}`])
})

test('why there is none is kept too: what is too large, what is not installed, what went wrong', async () => {
  const { rehearse, parts, plan } = await waiting()
  expect((await rehearse(undefined, 1))?.why).toMatch(/^its stages have \d packages, more than the maximum of 1 for a rehearsal/)
  expect((await rehearse(async () => undefined))?.why).toContain('install @cloudsmith-sdk/emulator next to the service')
  expect((await rehearse(async () => () => Promise.reject(new Error('It broke.'))))?.why).toBe('it failed: It broke')
  // A later rehearsal replaces it.
  expect((await rehearse())?.why).toBeNull()
  await closePlan(parts.database, plan, 'refused', new Date())
  expect((await rehearse(async () => undefined))?.why).toBeNull()
})

test('where requests are few it waits: half of each window is for what cannot', async () => {
  const { rehearse, parts, served, jobs, plan, emulator } = await waiting()
  const resetsAt = new Date(emulator.clock.now() + 3_600_000)
  await learnBudget(parts.database, budgetOf(served), { allowed: 1_000, remaining: 400, resetsAt })
  expect(await rehearse()).toBeUndefined()
  expect(jobs()).toContain(`rehearse ${plan}`)
  expect(emulator.requests.all).toEqual([])
})
