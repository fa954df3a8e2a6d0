import type { Plan } from '@cloudsmith-sdk/promotion'
import { type MakeMirror, type Rehearsal, rehearse } from '@cloudsmith-sdk/promotion/rehearsal'
import { describeError } from '../core/errors.ts'
import type { Job, JobQueue } from '../queue/boss.ts'
import type { ServedPipeline } from '../settings/pipelines.ts'
import { announce } from '../store/announce.ts'
import { findPlan, planDocument } from '../store/plans.ts'
import { keepRehearsal, type Rehearsed } from '../store/rehearsals.ts'
import { stageCounts } from '../store/stage-counts.ts'
import { liveWaivers } from '../store/waivers.ts'
import { retryAfter } from './backoff.ts'
import { clientFor, registryFor } from './client.ts'
import type { Listener } from './happening.ts'
import { edgeIn, type FlowParts, nowOf } from './parts.ts'

/** Share of each rate limit window that rehearsals leave to all other work, because nobody waits for them. */
const reserve = 0.5

const minute = 60_000

/** Options of rehearsals. */
export interface Rehearsing {
  /** Maximum number of packages in both stages of an edge together. Larger stages are not mirrored. */
  readonly most: number
  /** Returns undefined if the package that makes mirrors is not installed. */
  readonly loadMirror: () => Promise<MakeMirror | undefined>
}

/** Has plans that wait for approval rehearsed. Other plans are already being applied. */
export const rehearsing =
  (queue: JobQueue): Listener =>
  async (transaction, happening) => {
    if (happening.type === 'plan kept' && happening.asksPeople) await sendRehearse(queue, happening.plan, { transaction })
  }

const sendRehearse = (queue: JobQueue, plan: number, options: Parameters<JobQueue['send']>[3]): Promise<void> =>
  queue.send('rehearse', String(plan), { plan }, options)

/** Applies a plan to a mirror of its stages, and stores the result, or the reason why it is not possible. Only reads from Cloudsmith. */
export async function rehearsePlan(
  parts: FlowParts,
  { data, signal }: Pick<Job<'rehearse'>, 'data' | 'signal'>,
  how: Rehearsing,
) {
  const { database, queue, ending, log } = parts
  const row = await findPlan(database, data.plan)
  const plan = await planDocument(database, data.plan)
  const served = row && edgeIn(parts, row.edge)?.served
  if (row === undefined || plan === undefined || served === undefined || row.closedAt !== null) return
  const stop = AbortSignal.any([signal, ending])
  try {
    await keep(await attempt(parts, served, plan, how, stop))
  } catch (error) {
    if (stop.aborted) throw error
    const again = againAfter(error, nowOf(parts))
    if (again !== undefined) return await sendRehearse(queue, data.plan, { at: again })
    log.warn('a plan could not be rehearsed', { plan: data.plan, error })
    await keep({ why: `it failed: ${describeError(error).replace(/\.$/, '')}` })
  }

  async function keep(came: { rehearsed: Rehearsed } | { why: string }): Promise<void> {
    await database.transaction(async (transaction) => {
      await keepRehearsal(transaction, data.plan, nowOf(parts), came)
      await announce(transaction, `plan:${data.plan}`)
    })
  }
}

/** When to try again if the rate limit is used up; undefined for errors that would recur. */
function againAfter(error: unknown, now: Date): Date | undefined {
  const { at, isWait } = retryAfter(error, 1, now)
  if (isWait) return at
  // The mirror reports only the status of the response. Repeating costs no requests while the budget is used up.
  return (error as { status?: unknown }).status === 429 ? new Date(now.getTime() + minute) : undefined
}

async function attempt(
  parts: FlowParts,
  served: ServedPipeline,
  plan: Plan,
  { most, loadMirror }: Rehearsing,
  signal: AbortSignal,
): Promise<{ rehearsed: Rehearsed } | { why: string }> {
  const { database } = parts
  const counts = await stageCounts(database, served.name)
  const held = counts
    .filter(({ stage }) => stage === plan.from || stage === plan.to)
    .reduce((sum, each) => sum + each.packages, 0)
  if (held > most)
    return { why: `its stages have ${held} packages, more than the maximum of ${most} for a rehearsal (work.rehearse)` }
  const mirror = await loadMirror()
  if (mirror === undefined) return { why: 'the emulator is missing: install @cloudsmith-sdk/emulator next to the service' }
  const client = clientFor({ ...parts, reserve: Math.max(parts.reserve, reserve) }, served)
  const waivers = await liveWaivers(database, served.name, nowOf(parts))
  const registry = registryFor(parts, served)
  return {
    rehearsed: shortOf(await rehearse(client, served.pipeline, plan, { mirror, waivers, registry, signal, agreed: true })),
  }
}

const shortOf = ({ report, ...told }: Rehearsal): Rehearsed => ({
  ...told,
  outcome: report.outcome,
  refused: report.items
    .filter(({ outcome }) => outcome !== 'promoted' && outcome !== 'already there')
    .map(({ package: identity, outcome, reasons }) => ({ package: identity, outcome, reasons })),
})
