import { queueStandings } from '../queue/standing.ts'
import { listBudgets } from '../store/budgets.ts'
import { edgeStates } from '../store/edges.ts'
import { listPauses } from '../store/pauses.ts'
import { openPlans, openTasks, untoldMessages } from '../store/standing.ts'
import { listWorkers } from '../store/workers.ts'
import type { Reading, SharedFigure } from './figures.ts'
import { type StuckParts, stuckKinds, stuckWork } from './stuck.ts'

const seconds = (moment: Date): number => moment.getTime() / 1_000
const hour = 3_600_000

/** Reads all metrics that come from the database. */
export async function readFigures(parts: StuckParts): Promise<readonly Reading[]> {
  const { database, clock, pipelines } = parts
  const now = new Date(clock.now())
  const readings: Reading[] = []
  const add = (name: SharedFigure, value: number | null, labels: Readonly<Record<string, string>>) => {
    if (value !== null) readings.push({ name, value, labels })
  }
  for (const { queue, state, jobs, oldest } of await queueStandings(database)) {
    add('cloudsmith_promote_jobs', jobs, { queue, state })
    add('cloudsmith_promote_job_oldest_age_seconds', oldest, { queue, state })
  }
  for (const { pipeline, state, plans } of await openPlans(database))
    add('cloudsmith_promote_plans_open', plans, { pipeline, state })
  for (const { pipeline, kind, tasks } of await openTasks(database))
    add('cloudsmith_promote_tasks_open', tasks, { pipeline, kind })
  // Metrics of removed pipelines would otherwise remain for ever.
  const served = new Set(pipelines.flatMap(({ edges }) => edges.map(({ id }) => id)))
  for (const { id: edge, pending, dueAt, attempts, lookedAt } of await edgeStates(database)) {
    if (!served.has(edge)) continue
    add('cloudsmith_promote_edge_pending', pending, { edge })
    add('cloudsmith_promote_edge_overdue_seconds', dueAt === null ? 0 : Math.max(0, seconds(now) - seconds(dueAt)), { edge })
    add('cloudsmith_promote_edge_failures', attempts, { edge })
    add('cloudsmith_promote_edge_looked_at_timestamp_seconds', lookedAt && seconds(lookedAt), { edge })
  }
  for (const { pipeline, edge, endedAt, until } of await listPauses(database, now)) {
    if (endedAt === null && (until === null || until > now)) add('cloudsmith_promote_paused', 1, { pipeline, edge: edge ?? '' })
  }
  const stuck = await stuckWork(parts)
  for (const kind of stuckKinds) add('cloudsmith_promote_stuck', stuck.filter((each) => each.kind === kind).length, { kind })
  for (const { channel, state, messages } of await untoldMessages(database)) {
    add('cloudsmith_promote_messages', messages, { channel, state })
  }
  for (const { credential, allowed, remaining } of await listBudgets(database)) {
    add('cloudsmith_promote_rate_limit', allowed, { credential })
    add('cloudsmith_promote_rate_limit_remaining', remaining, { credential })
  }
  for (const { name: worker, beatAt, stoppedAt } of await listWorkers(database)) {
    if (stoppedAt === null && beatAt.getTime() > Date.now() - hour) {
      add('cloudsmith_promote_worker_heard_timestamp_seconds', seconds(beatAt), { worker })
    }
  }
  return readings
}
