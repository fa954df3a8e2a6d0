import { setTimeout } from 'node:timers/promises'
import type { Plan, Report } from '@cloudsmith-sdk/promotion'
import type { Schemas } from '@cloudsmith-sdk/service/client'
import { engine } from '../core/engine.ts'
import type { Task } from '../frame/task.ts'
import { connect, given, RefusedError, type Server } from './connect.ts'
import { edgeBetween } from './find.ts'

/** Milliseconds between two requests for the progress. */
const pause = 500

/** States in which a plan is being applied, or is about to be. */
const moving: ReadonlySet<string> = new Set(['ready', 'applying'])

/** How to follow a plan. */
interface Following {
  readonly pipeline?: string | undefined
  /** Timeout in milliseconds. Default: none; it is followed until it ends or waits. */
  readonly patience?: number | undefined
}

/**
 * Submits a plan to a service, follows it until it ends or waits, and returns its report so far.
 *
 * @throws {WaitTimeoutError} it takes longer than the timeout
 */
export async function applyThere(task: Task, url: string, plan: Plan, { pipeline, patience }: Following): Promise<Report> {
  const server = await connect(task, url)
  const { client } = server
  const { from, to, edge } = plan
  const id = await edgeBetween(server, { pipeline, from, to, edge: edge ?? undefined })
  const made = given(await client.POST('/plans', { body: { edge: id, plan: plan as Schemas['Plan'] } }))
  task.note(`Plan ${made.id} of ${server.url}: ${server.url}/plans/${made.id}`)
  const rested = await restOf(task, server, made, patience)
  const query = { plan: rested.id, limit: 10 }
  const { rows } = given(await client.GET('/runs', { params: { query } }))
  const last = rows.find(({ kind, finishedAt }) => kind === 'apply' && finishedAt !== null)
  const report = last && (await client.GET('/runs/{run}/report', { params: { path: { run: last.id } } })).data
  if (report !== undefined && rested.refusals.length === 0) return report
  throw new RefusedError(`Plan ${rested.id} ended without a promotion: ${whyOf(rested)}.`)
}

async function restOf(
  { note, context: { signal } }: Task,
  { client }: Server,
  made: Schemas['planAnswer'],
  patience = Number.POSITIVE_INFINITY,
): Promise<Schemas['planAnswer']> {
  const end = performance.now() + patience
  for (let [plan, told] = [made, '']; ; ) {
    if (plan.state !== told) note(`The plan is in the state ${plan.state}.`)
    told = plan.state
    if (!moving.has(plan.state)) return plan
    if (performance.now() >= end) {
      const { WaitTimeoutError } = await engine()
      throw new WaitTimeoutError(
        `Plan ${plan.id} is still in the state ${plan.state}, and the service carries on with it. Run the same command again to keep following it.`,
      )
    }
    await setTimeout(pause, undefined, { signal })
    plan = given(await client.GET('/plans/{plan}', { params: { path: { plan: plan.id } }, signal }))
  }
}

function whyOf({ state, refusals, lastError }: Schemas['planAnswer']): string {
  const [refusal] = refusals
  if (refusal !== undefined) return `${refusal.by} refused it: ${refusal.why}`
  return lastError ?? `it is ${state}`
}
