import { count } from '../core/count.ts'
import type { FlowParts } from '../flow/parts.ts'
import { leftJobs } from '../queue/standing.ts'
import { listBudgets } from '../store/budgets.ts'
import { type EdgeState, edgeStates } from '../store/edges.ts'
import { listPauses, type PauseRow } from '../store/pauses.ts'
import { duePlans, findPlan } from '../store/plans.ts'
import { failingPlans, untoldMessages } from '../store/standing.ts'
import { listWorkers } from '../store/workers.ts'

/** Types of stuck work: something is due and nobody does it, something keeps failing, or a process has disappeared. */
export const stuckKinds = [
  ...(['plan overdue', 'plan fails', 'edge overdue', 'edge fails', 'job left'] as const),
  ...(['no worker', 'worker quiet', 'registry refuses', 'message not told'] as const),
] as const

/** Work that is stuck. */
export interface StuckWork {
  readonly kind: (typeof stuckKinds)[number]
  /** What is stuck, as a sentence without a full stop. */
  readonly what: string
  readonly pipeline: string | null
  readonly edge: string | null
  readonly plan: number | null
  readonly since: Date
  /** Why it is stuck; null if that is unknown. */
  readonly why: string | null
  /** What to do about it. */
  readonly todo: string
}

const minute = 60_000

/** How late work may be, in milliseconds, and how long a process may be silent, in seconds. */
const patience = { late: 2 * minute, quiet: 30, message: 10 * minute }

/** What is needed to find stuck work. */
export type StuckParts = Pick<FlowParts, 'database' | 'clock' | 'pipelines'>

/** Lists stuck work, longest first. It does not include work that waits as it should: for people, for a soak time, or for the end of a pause. */
export async function stuckWork(parts: StuckParts): Promise<readonly StuckWork[]> {
  const now = new Date(parts.clock.now())
  const pauses = (await listPauses(parts.database, now)).filter(
    ({ endedAt, until }) => endedAt === null && !(until && until <= now),
  )
  const workers = await stuckWorkers(parts)
  const whyLate = workers.find(({ kind }) => kind === 'no worker')?.what ?? null
  const lists = [
    workers,
    await stuckPlans(parts, now, pauses, whyLate),
    await stuckEdges(parts, now, pauses, whyLate),
    await stuckJobs(parts),
    await stuckBudgets(parts, now),
    await stuckMessages(parts, now),
  ]
  return lists.flat().sort((a, b) => a.since.getTime() - b.since.getTime())
}

const nowhere = { pipeline: null, edge: null, plan: null, why: null }

async function stuckWorkers({ database }: StuckParts): Promise<StuckWork[]> {
  const all = (await listWorkers(database)).filter(({ roles }) => roles.includes('worker'))
  const isQuiet = ({ beatAt }: { beatAt: Date }) => Date.now() - beatAt.getTime() > patience.quiet * 1_000
  const running = all.filter(({ stoppedAt }) => stoppedAt === null)
  const quiet = running.filter(isQuiet)
  if (running.length > quiet.length) return quiet.map((worker) => quietWorker(worker))
  const since = new Date(Math.max(0, ...all.map(({ beatAt, stoppedAt }) => (stoppedAt ?? beatAt).getTime())))
  const what = all.length === 0 ? 'no worker has sent a heartbeat in the last day' : 'no worker is running'
  return [
    { ...nowhere, kind: 'no worker', what, since, todo: 'Start a process with the role worker.' },
    ...quiet.map(quietWorker),
  ]
}

const quietWorker = ({ name, beatAt }: { name: string; beatAt: Date }): StuckWork => ({
  ...nowhere,
  ...{ kind: 'worker quiet', what: `${name} ended without notice, or cannot reach the database`, since: beatAt },
  todo: 'Find out why it ended. Others have taken over its work; it is listed for a day.',
})

const isPaused = (pauses: readonly PauseRow[], pipeline: string, edge: string) =>
  pauses.some((pause) => pause.pipeline === pipeline && (pause.edge === null || pause.edge === edge))

async function stuckPlans(
  { database, pipelines }: StuckParts,
  now: Date,
  pauses: readonly PauseRow[],
  whyLate: string | null,
): Promise<StuckWork[]> {
  const names = pipelines.map(({ name }) => name)
  const failing = (await failingPlans(database)).map(({ id, pipeline, edge, attempts, error, since }) => ({
    ...{
      kind: 'plan fails' as const,
      what: `plan ${id} keeps failing, ${attempts} times so far`,
      pipeline,
      edge,
      plan: id,
      since,
    },
    ...{ why: error, todo: 'Fix the cause of the error; the service keeps retrying. Or refuse the plan.' },
  }))
  const late: StuckWork[] = []
  for (const { id, since } of await duePlans(database, new Date(now.getTime() - patience.late), names)) {
    const plan = await findPlan(database, id)
    if (plan === undefined || isPaused(pauses, plan.pipeline, plan.edge)) continue
    const what =
      plan.state === 'applying'
        ? `the worker of plan ${id} is gone, and no other has taken over`
        : `plan ${id} is due, but no worker applies it`
    const { pipeline, edge, lastError } = plan
    late.push({ kind: 'plan overdue', what, pipeline, edge, plan: id, since, why: whyLate ?? lastError, todo: moreWorkers })
  }
  return [...failing, ...late]
}

const moreWorkers = 'Check that workers are running and can reach the database and Cloudsmith; start more, or raise work.runs.'

async function stuckEdges(
  { database, pipelines }: StuckParts,
  now: Date,
  pauses: readonly PauseRow[],
  whyLate: string | null,
): Promise<StuckWork[]> {
  const served = new Set(pipelines.flatMap(({ edges }) => edges.map(({ id }) => id)))
  const isLate = ({ dueAt }: EdgeState) => dueAt !== null && now.getTime() - dueAt.getTime() > patience.late
  return (await edgeStates(database))
    .filter(({ id, pipeline }) => served.has(id) && !isPaused(pauses, pipeline, id))
    .filter((edge) => edge.attempts > 1 || isLate(edge))
    .map(({ id, pipeline, from, to, attempts, lastError, dueAt, lookedAt, pending }) => {
      const place = { pipeline, edge: id, plan: null }
      const name = `${from} → ${to}`
      if (attempts > 1) {
        const what = `${name} could not be checked ${attempts} times in a row`
        const todo = 'Fix the cause of the error; the service keeps retrying.'
        return { ...place, kind: 'edge fails' as const, what, since: lookedAt ?? dueAt ?? now, why: lastError, todo }
      }
      const what = `${name} is due for a check (${pending} due), but no worker does it`
      return { ...place, kind: 'edge overdue' as const, what, since: dueAt ?? now, why: whyLate, todo: moreWorkers }
    })
}

async function stuckJobs({ database }: StuckParts): Promise<StuckWork[]> {
  return (await leftJobs(database, patience.quiet)).map(({ queue, key, heardAt }) => ({
    ...{ ...nowhere, kind: 'job left', what: `a job of ${queue} (${key ?? 'no key'}) has lost its worker`, since: heardAt },
    ...{
      why: 'its worker sends no heartbeats',
      todo: 'Another worker takes it over within seconds: check that one is running.',
    },
  }))
}

async function stuckBudgets({ database }: StuckParts, now: Date): Promise<StuckWork[]> {
  return (await listBudgets(database))
    .filter(({ heldUntil }) => heldUntil !== null && heldUntil.getTime() - now.getTime() > patience.late)
    .map(({ credential, heldUntil }) => ({
      ...{
        ...nowhere,
        kind: 'registry refuses',
        what: `Cloudsmith accepts no requests with ${credential} until ${heldUntil?.toISOString()}`,
      },
      ...{
        since: now,
        why: 'Cloudsmith asked to wait',
        todo: 'Wait, or find out what else uses the credential; raise work.reserve.',
      },
    }))
}

async function stuckMessages({ database }: StuckParts, now: Date): Promise<StuckWork[]> {
  return (await untoldMessages(database))
    .filter(({ state, since }) => state === 'failed' || now.getTime() - since.getTime() > patience.message)
    .map(({ channel, state, messages, since, error }) => ({
      ...{ ...nowhere, kind: 'message not told' as const, since, why: error },
      what: `${channel} has not received ${count(messages, 'message')}${state === 'failed' ? ' and will not receive them' : ''}`,
      todo: 'Check the address and the credential of the channel.',
    }))
}
