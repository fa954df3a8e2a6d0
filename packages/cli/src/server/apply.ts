import { setTimeout } from 'node:timers/promises'
import type { Plan, Report } from '@cloudsmith-sdk/promotion'
import type { Schemas } from '@cloudsmith-sdk/service/client'
import type { Task } from '../frame/task.ts'
import { given, type Server, ServerError } from './connect.ts'
import { edgeBetween } from './find.ts'

/** Milliseconds between two looks at how far it is. */
const pause = 500

/** States of a plan in which somebody is at it, or about to be. */
const moving: ReadonlySet<string> = new Set(['ready', 'applying'])

/** Hands a plan over, follows it until it is over or waits, and gives what came of it by then. */
export async function applyThere(
  task: Task,
  server: Server,
  plan: Plan,
  { pipeline }: { readonly pipeline?: string | undefined },
): Promise<Report> {
  const { client } = server
  const { from, to, edge } = plan
  const id = await edgeBetween(server, { pipeline, from, to, edge: edge ?? undefined })
  const made = given(await client.POST('/plans', { body: { edge: id, plan: plan as Schemas['Plan'] } }))
  task.note(`Plan ${made.id} of ${server.url}: ${server.url}/plans/${made.id}`)
  const rested = await restOf(task, server, made)
  const query = { plan: rested.id, limit: 10 }
  const { rows } = given(await client.GET('/runs', { params: { query } }))
  const last = rows.find(({ kind, finishedAt }) => kind === 'apply' && finishedAt !== null)
  const report = last && (await client.GET('/runs/{run}/report', { params: { path: { run: last.id } } })).data
  if (report !== undefined && rested.refusals.length === 0) return report
  throw new ServerError(`Nothing came of plan ${rested.id}: ${whyOf(rested)}.`)
}

async function restOf(
  { note, context: { signal } }: Task,
  { client }: Server,
  made: Schemas['planAnswer'],
): Promise<Schemas['planAnswer']> {
  for (let [plan, told] = [made, '']; ; ) {
    if (plan.state !== told) note(`It is ${plan.state}.`)
    told = plan.state
    if (!moving.has(plan.state)) return plan
    await setTimeout(pause, undefined, { signal })
    plan = given(await client.GET('/plans/{plan}', { params: { path: { plan: plan.id } }, signal }))
  }
}

function whyOf({ state, refusals, lastError }: Schemas['planAnswer']): string {
  const [refusal] = refusals
  if (refusal !== undefined) return `${refusal.by} refused it: ${refusal.why}`
  return lastError ?? `it is ${state}`
}
