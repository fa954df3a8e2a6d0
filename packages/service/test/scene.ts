import { debPackage, npmPackage, type PackageFixture, pythonWheel, rawFile } from '@cloudsmith-sdk/emulator/testing'
import type { ApplyEvent } from '@cloudsmith-sdk/promotion'
import { approvePlan } from '../src/flow/decide.ts'
import { takeInventory } from '../src/flow/inventory.ts'
import { pauseWork } from '../src/flow/pausing.ts'
import type { Actor } from '../src/store/actor.ts'
import { announce } from '../src/store/announce.ts'
import { claimPlan, wakePlan } from '../src/store/plan-claims.ts'
import { listPlans, planDocument } from '../src/store/plans.ts'
import { beginRun, keepEvents, listRuns } from '../src/store/runs.ts'
import { openTask } from '../src/store/tasks.ts'
import { type Story, story } from './story.ts'

/** Markup, a direction that turns, and a character that nobody sees. */
export const hostile = '<img src=x onerror=alert(1)>\u202Egpj\u0007'

const yaml = `owner: acme
stages:
  - repository: dev
  - repository: staging
    unscannable: pass
    tag: staged
    gates:
      max-severity: { critical: 0, high: 0, mayWaive: [security] }
      licence: { deny: [GPL-3.0-only] }
      soak: { atLeast: 2 days }
  - repository: production
    unscannable: pass
    tag: released
    gates:
      approval: { quorum: 2, unsigned: true }
`

/** The edges of the scene. */
export const [toStaging, toProduction] = ['acme/dev/staging', 'acme/staging/production'] as const

const day = 86_400_000
const actor = (by: string): Actor => ({ by, issuer: null, subject: null })

/** What a team sees on an ordinary day. */
export interface Scene extends Story {
  /** Numbers of plans to production: one that went, one that goes, those that wait for people. */
  readonly plans: { readonly done: number; readonly going: number; readonly waiting: readonly number[] }
  /** Numbers of runs: one that is over, one that goes on. */
  readonly runs: { readonly done: number; readonly going: number }
  /** Tells of something more that happened in the run that goes on. */
  readonly happens: (event: ApplyEvent) => Promise<void>
}

/** Packages in three stages: some went, some wait for people or for time, some are held, one goes; and things that failed. */
export async function scene(): Promise<Scene> {
  const told = await story({ yaml })
  const { parts, emulator, push, work, later, reconcile } = told
  const { database } = parts
  const now = () => new Date(emulator.clock.now())

  for (const [name, version] of [
    ['express', '4.18.2'],
    ['chalk', '5.4.0'],
  ] as const) {
    await emulator.add('acme/production', npm(name, version), { tags: ['released'] })
  }
  await push('dev', npm('left-pad', '1.3.0'))
  await work()
  await later(2 * day)
  await reconcile(toProduction)
  const [first] = await open()
  for (const by of ['ada', 'grace'])
    await approvePlan(parts, first?.id ?? 0, actor(by), { reason: 'It is what the release notes promise.' })
  await work()

  for (const [fixture, tags] of earlier) await push('dev', fixture, tags)
  await work()
  await later(2 * day + 60_000)
  for (const fixture of [
    pythonWheel({ name: 'requests', version: '2.31.0', license: 'Apache-2.0' }),
    rawFile({ bytes: 'x', name: hostile, version: `1.0${hostile}` }),
  ]) {
    await emulator.add('acme/staging', fixture, { tags: ['<b>bold</b>'] })
    await reconcile(toProduction)
  }
  await reconcile(toProduction)
  for (const [fixture, tags] of lately) await push('dev', fixture, tags)
  await work()
  await takeInventory(parts, 'acme', new AbortController().signal)
  const [going, ...waiting] = (await open()).map(({ id }) => id)
  const run = await goesOn(going ?? 0)
  const done = (await listRuns(database, { plan: first?.id })).rows.find(({ outcome }) => outcome === 'succeeded')?.id ?? 0
  await trouble(first?.id ?? 0, done)
  return {
    ...told,
    plans: { done: first?.id ?? 0, going: going ?? 0, waiting },
    runs: { done, going: run.id },
    happens: run.happens,
  }

  async function open() {
    return (await listPlans(database, { edge: toProduction, states: ['approval', 'waiting', 'ready'] })).rows
  }

  async function goesOn(plan: number) {
    const document = await planDocument(database, plan)
    await wakePlan(database, plan, now())
    const claim = await claimPlan(database, plan, crypto.randomUUID(), now())
    const [item] = document?.items ?? []
    if (claim === undefined || item === undefined) throw new Error('the plan is open and has packages')
    const about = { kind: 'apply', pipeline: 'acme', edge: toProduction, worker: claim.worker, requestedBy: null } as const
    const id = await beginRun(database, { ...about, plan, fence: claim.fence, at: now() })
    let seq = 0
    const happens = async (event: ApplyEvent) => {
      seq += 1
      await keepEvents(database, id, [{ seq, at: now(), event }])
      await announce(database, `run:${id}`)
    }
    const progress = (done: number) => ({ done, total: 3, requests: 9 - done, minutes: 0.2 })
    await happens({ type: 'checked', sending: 3, present: 0, progress: progress(0) })
    await happens({ type: 'sent', packages: [item.package], progress: progress(0) })
    await happens({ type: 'arrived', package: item.package, progress: progress(1) })
    return { id, happens }
  }

  async function trouble(plan: number, run: number): Promise<void> {
    const title = 'left-pad 1.3.0 arrived with other bytes'
    const detail = 'production holds other bytes than staging: compare both, and remove one'
    await openTask(
      database,
      { key: 'human', kind: 'needs a human', pipeline: 'acme', edge: toProduction, plan, run, title, detail },
      now(),
    )
    const refused = 'Cloudsmith does not accept this API key (401). Renew the credential that the settings name.'
    await openTask(
      database,
      { key: 'look', kind: 'look failed', pipeline: 'acme', edge: toStaging, title: 'dev cannot be checked', detail: refused },
      now(),
    )
    const until = new Date(now().getTime() + 7_200_000)
    await pauseWork(parts, { pipeline: 'acme', edge: toStaging }, actor('grace'), { why: 'the build farm is being moved', until })
  }
}

const npm = (name: string, version: string, license = 'MIT'): PackageFixture => npmPackage({ name, version, license })

const earlier: readonly (readonly [PackageFixture, readonly string[]])[] = [
  [npmPackage({ name: 'express', version: '4.19.2', license: 'MIT', dependencies: { ms: '^2.1.0' } }), ['release', 'lts']],
  [npm('ms', '2.1.3'), ['release']],
  [npm('chalk', '5.3.0'), ['release']],
  [npm('lodash', '4.17.20'), ['release']],
]

const lately: readonly (readonly [PackageFixture, readonly string[]])[] = [
  [npm('readline-tools', '8.2.1', 'GPL-3.0-only'), []],
  [debPackage({ name: 'ripgrep', version: '14.1.0-1' }), ['candidate']],
  [npm('got', '14.4.2'), ['candidate']],
]
