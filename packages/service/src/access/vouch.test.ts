import { expect, test } from 'vitest'
import { npm, pipelineYaml, story, toProduction, toStaging } from '../../test/story.ts'
import { approvePlan, revokeApproval } from '../flow/decide.ts'
import { nowOf } from '../flow/parts.ts'
import { approvalsOf } from '../store/decisions.ts'
import { listPlans } from '../store/plans.ts'
import { createVouching } from './vouch.ts'

const issuer = 'https://issuer.acme.example'
const [secret, other] = ['a secret of sessions that nobody guesses', 'another secret that nobody guesses either'] as const

/** Production requires a proved approval by Ada, whom the issuer calls `ada-1`. */
const yaml = `${pipelineYaml.replace('approval: { by: [ada], unsigned: true }', 'approval: { by: [ada] }')}people:
  ada: { subjects: [{ issuer: ${issuer}, subject: ada-1 }] }
`
const actor = { by: 'ada', issuer, subject: 'ada-1' }

/** A package waits for approval, and the service vouches for people who sign in. */
async function waiting(trusting: readonly [string, ...string[]] = [secret]) {
  const told = await story({ yaml })
  const vouching = createVouching([secret], issuer, () => nowOf(told.parts))
  const trusted = createVouching(trusting, issuer, () => nowOf(told.parts)).trusted
  const parts = {
    ...told.parts,
    vouched: trusted,
    proofOf: (by: typeof actor | { by: string; issuer: null; subject: null }) => vouching.proofOf(by, told.served.pipeline),
  }
  Object.assign(told.parts, parts)
  await told.push('dev', npm('ms'))
  for (const edge of [toStaging, toProduction]) await told.reconcile(edge)
  const [plan] = (await listPlans(parts.database, { edge: toProduction, states: ['approval'] })).rows
  if (plan === undefined) throw new Error('there is one to approve')
  return { ...told, plan: plan.id }
}

test('whoever signed in has agreed with proof, by what the pipeline knows them as', async () => {
  const { parts, plan, work, held } = await waiting()
  await approvePlan(parts, plan, actor)
  await work()
  expect(await held('production')).toEqual(['ms latest released staged'])
  expect(await approvalsOf(parts.database, plan)).toMatchObject([{ by: 'ada', issuer, subject: 'ada-1' }])
})

test('what is agreed to by the same name without signing in proves nothing', async () => {
  const { parts, plan, work, held } = await waiting()
  await approvePlan(parts, plan, { by: 'ada', issuer: null, subject: null })
  await work()
  expect(await held('production')).toEqual([])
})

test('proofs of a secret that is no more are none, and those of one on its way out still are', async () => {
  const gone = await waiting([other])
  await approvePlan(gone.parts, gone.plan, actor)
  await gone.work()
  expect(await gone.held('production')).toEqual([])
  const going = await waiting([other, secret])
  await approvePlan(going.parts, going.plan, actor)
  await going.work()
  expect(await going.held('production')).toHaveLength(1)
})

test('nobody can hand in an approval in the name of somebody else', async () => {
  const { parts, plan } = await waiting()
  const { digest } = (await listPlans(parts.database, { edge: toProduction })).rows[0] ?? {}
  const document = {
    ...({ kind: 'cloudsmith-promotion/approval', version: 1, by: 'ada', at: '2026-01-01T00:00:00.000Z', expires: null } as const),
    ...{ plan: digest ?? '', subjects: [] },
  }
  await expect(approvePlan(parts, plan, { by: 'bob', issuer: null, subject: null }, { document })).rejects.toThrow(
    'nothing else proves who gave it',
  )
})

test('an approval is taken back with proof, too', async () => {
  const { parts, plan, work, held } = await waiting()
  await approvePlan(parts, plan, actor)
  const [approval] = await approvalsOf(parts.database, plan)
  await revokeApproval(parts, approval?.id ?? 0, actor, 'it was too early')
  await work()
  expect(await held('production')).toEqual([])
})
