import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { PlanState } from './plan-states.ts'
import type { TaskKind } from './tasks.ts'

/** Counts the open plans of a pipeline by state. */
export const openPlans = (
  database: Queryable,
): Promise<readonly { readonly pipeline: string; readonly state: PlanState; readonly plans: number }[]> =>
  database.query(sql`
    select pipeline, state, count(*) as plans from promotion.plans where closed_at is null group by 1, 2 order by 1, 2`)

/** Number of items that wait for people: tasks, and plans that need approval. */
export async function countNeeds(database: Queryable): Promise<number> {
  const [row] = await database.query<{ count: number }>(sql`
    select (select count(*) from promotion.tasks where closed_at is null)
      + (select count(*) from promotion.plans where closed_at is null and state = 'approval') as count`)
  return row?.count ?? 0
}

/** Counts open tasks by pipeline and type. Tasks of the service itself have the pipeline ''. */
export const openTasks = (
  database: Queryable,
): Promise<readonly { readonly pipeline: string; readonly kind: TaskKind; readonly tasks: number }[]> =>
  database.query(sql`
    select coalesce(pipeline, '') as pipeline, kind, count(*) as tasks from promotion.tasks where closed_at is null group by 1, 2 order by 1, 2`)

/** Undelivered messages of a channel. */
export interface UntoldMessages {
  readonly channel: string
  readonly state: 'due' | 'failed'
  readonly messages: number
  /** When the first of them was made. */
  readonly since: Date
  /** Highest number of attempts among them. */
  readonly attempts: number
  /** Why one of them was not delivered; null if none was tried. */
  readonly error: string | null
}

/** Counts messages that wait for delivery, and those that were given up. */
export const untoldMessages = (database: Queryable): Promise<readonly UntoldMessages[]> =>
  database.query<UntoldMessages>(sql`
    select channel, state, count(*) as messages, min(created_at) as since, max(attempts) as attempts, max(last_error) as error
    from promotion.notifications where state <> 'sent' group by 1, 2 order by 1, 2`)

/** A plan whose runs keep failing. */
export interface FailingPlan {
  readonly id: number
  readonly pipeline: string
  readonly edge: string
  readonly attempts: number
  readonly error: string
  /** When the first of the failed runs started. */
  readonly since: Date
}

/** Open plans with at least two consecutive failed runs. */
export const failingPlans = (database: Queryable): Promise<readonly FailingPlan[]> =>
  database.query<FailingPlan>(sql`
    select id, pipeline, edge, attempts, last_error as error, coalesce((
      select min(started_at) from (
        select started_at from promotion.runs where plan = plans.id order by id desc limit greatest(plans.attempts, 1)) as latest), made_at) as since
    from promotion.plans where closed_at is null and attempts > 1 and last_error is not null order by id limit 200`)
