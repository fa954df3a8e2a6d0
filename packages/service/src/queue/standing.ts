import type { Queryable } from '../database/database.ts'
import { raw, sql } from '../database/sql.ts'
import { type QueueName, queueSchema, queues } from './queues.ts'

/** The number of jobs of a queue that are waiting or running. Jobs that are not due yet are not counted. */
export interface QueueStanding {
  readonly queue: QueueName
  readonly state: 'waiting' | 'running'
  readonly jobs: number
  /** Seconds since the oldest of them was due, or started. */
  readonly oldest: number
}

const names = Object.keys(queues)

/** The state of all queues that have jobs. */
export const queueStandings = (database: Queryable): Promise<readonly QueueStanding[]> =>
  database.query<QueueStanding>(sql`
    select name as queue, case when state = 'active' then 'running' else 'waiting' end as state, count(*) as jobs,
      greatest(0, max(extract(epoch from now() - case when state = 'active' then started_on else start_after end)))::float8 as oldest
    from ${raw(queueSchema)}.job
    where name = any (${names}::text[]) and state in ('created', 'retry', 'active') and (state = 'active' or start_after <= now())
    group by 1, 2 order by 1, 2`)

/** A job whose worker is silent, and which nobody has taken over. */
export interface LeftJob {
  readonly id: string
  readonly queue: QueueName
  /** Key of the job: an edge, or the number of a plan. */
  readonly key: string | null
  readonly heardAt: Date
}

/** Jobs that have been abandoned for a number of seconds. */
export const leftJobs = (database: Queryable, seconds: number): Promise<readonly LeftJob[]> =>
  database.query<LeftJob>(sql`
    select id, name as queue, singleton_key as key, coalesce(heartbeat_on, started_on) as "heardAt" from ${raw(queueSchema)}.job
    where name = any (${names}::text[]) and state = 'active'
      and coalesce(heartbeat_on, started_on) < now() - make_interval(secs => ${seconds})
    order by 4 limit 100`)
