import type { Cloudsmith, PackageDetail } from '@cloudsmith-sdk/client'
import {
  apply,
  approval,
  approve,
  copy,
  definePipeline,
  type GivenApproval,
  type Plan,
  plan,
  planText,
  type Report,
  reportText,
  rollback,
  rollbackText,
} from '@cloudsmith-sdk/promotion'
import { drift, driftText } from '@cloudsmith-sdk/promotion/compare'
import { readPlan } from '@cloudsmith-sdk/promotion/documents'
import { ensure } from '@cloudsmith-sdk/promotion/ensure'
import { attest, stageUri, subjectsOf, verifyEnvelope } from '@cloudsmith-sdk/promotion/evidence'
import { check } from './checks.ts'
import { makeKeys } from './keys.ts'
import { chapter, tellAll } from './log.ts'
import { owner } from './stages.ts'

/** Where customers install from. Nothing goes there unless two people agree. */
const customers = 'customers'

const pipeline = definePipeline({
  owner,
  stages: [
    { repository: 'production' },
    { repository: customers, gates: [approval({ quorum: 2 })], tag: 'delivered', unscannable: 'pass' },
  ],
  people: { ada: { keys: ['ada-key'] }, grace: { keys: ['grace-key'] } },
})

/** From production to customers: planned, agreed to, done, proved, compared, and taken back. */
export async function deliver(cloudsmith: Cloudsmith): Promise<void> {
  const now = () => new Date(cloudsmith.clock.now())
  const makePlan = () =>
    plan(cloudsmith, pipeline, {
      ...{ from: 'production', to: customers, select: { tag: 'released' } },
      requestedBy: 'release-team',
    })
  await ensure(cloudsmith, pipeline)
  const [ada, grace] = [await makeKeys('ada-key'), await makeKeys('grace-key')]
  const trust = { keys: [ada.trusted, grace.trusted] }
  const run = (made: Plan, approvals: readonly GivenApproval[]) => apply(cloudsmith, pipeline, made, { approvals, trust })

  chapter('From production to customers: two people have to approve the plan')
  const stored = JSON.stringify(await makePlan())
  const made = readPlan(stored, { source: 'plan.json' })
  tellAll(planText(made))
  check(
    'every gate passes except the approvals',
    made.items.every(({ outcome }) => outcome === 'needs approval'),
  )

  const first = await approve(made, { by: 'ada', signer: ada.signer, now: now() })
  const early = await run(made, [first])
  const sent = await cloudsmith.packages.list({ owner, repo: customers }).toArray()
  check('one approval is not enough: nothing is sent', early.outcome === 'needs approval' && sent.length === 0)

  const approvals = [first, await approve(made, { by: 'grace', signer: grace.signer, now: now() })]
  const edited = JSON.parse(stored.replace('"needs approval"', '"promote"'))
  const refusal = await run(edited, approvals).catch(({ name }: Error) => name)
  check('a plan that somebody edited is refused', refusal === 'UnusableError')

  const report = await run(made, approvals)
  tellAll(reportText(report))
  check('with both approvals, exactly this plan is applied', report.outcome === 'succeeded')

  chapter('Proof')
  await prove(cloudsmith, report, { plan: made, approvals, trust, people: pipeline.people })

  chapter('Drift')
  await copyByHand(cloudsmith)
  const drifted = await drift(cloudsmith, pipeline, { stage: customers })
  tellAll(driftText(drifted))
  const strays = drifted.items.filter(({ kind }) => kind === 'not in the stage before')
  check(
    'drift reports the package that bypassed the pipeline, and nothing else',
    strays.map((item) => item.package.name).join() === 'handbook',
  )

  chapter('Rollback')
  const undone = await rollback(cloudsmith, report, { hold: { by: 'ada', why: 'a customer found a hole' } })
  tellAll(rollbackText(undone))
  const left = await cloudsmith.packages.list({ owner, repo: customers }).toArray()
  check('rollback deletes what was delivered, and leaves the rest alone', left.map(({ name }) => name).join() === 'handbook')
  const again = await makePlan()
  check(
    'the packages are held, so they are not promoted again',
    again.items.every(({ outcome }) => outcome === 'blocked'),
  )
}

/** Signs what went, and has somebody else look whether it holds. */
async function prove(
  cloudsmith: Cloudsmith,
  report: Report,
  agreed: Pick<Parameters<typeof attest>[2], 'plan' | 'approvals' | 'trust' | 'people'>,
): Promise<void> {
  const promoter = await makeKeys('promoter-key')
  const verifier = 'https://ci.acme.example/promoter'
  const how = { pipeline: 'deliveries', verifier, signer: promoter.signer, attach: 'once' } as const
  const envelope = await attest(cloudsmith, report, { ...agreed, ...how })
  const rows = await cloudsmith.packages.list({ owner, repo: customers }).toArray()
  const wanted = { verifier, resource: stageUri(owner, customers), subjects: rows.flatMap(subjectsOf) }
  const statement = await verifyEnvelope(envelope, [promoter.trusted], wanted)
  check(`one signed statement proves all ${rows.length} packages`, statement.subject.length >= rows.length)
  const others = verifyEnvelope(envelope, [(await makeKeys('another')).trusted], wanted)
  check(
    'it proves nothing to those who trust another key',
    await others.then(
      () => false,
      () => true,
    ),
  )
}

/** Somebody is in a hurry. */
async function copyByHand(cloudsmith: Cloudsmith): Promise<PackageDetail | undefined> {
  const [handbook] = await cloudsmith.packages.list({ owner, repo: 'staging', query: 'name:^handbook$' }).toArray()
  if (handbook === undefined) return undefined
  const done = await copy(cloudsmith, { owner, repo: 'staging', identifier: handbook.slug_perm }, { to: customers })
  return done.package
}
