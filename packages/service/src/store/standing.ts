import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { PlanState } from './plan-states.ts'
import type { TaskKind } from './tasks.ts'

/** Open plans of a pipeline, by where they are. */
export const openPlans = (
  database: Queryable,
): Promise<readonly { readonly pipeline: string; readonly state: PlanState; readonly plans: number }[]> =>
  database.query(sql`
    select pipeline, state, count(*) as plans from promotion.plans where closed_at is null group by 1, 2 order by 1, 2`)

/** How many things wait for people: tasks, and plans that somebody has to agree to. */
export async function countNeeds(database: Queryable): Promise<number> {
  const [row] = await database.query<{ count: number }>(sql`
    select (select count(*) from promotion.tasks where closed_at is null)
      + (select count(*) from promotion.plans where closed_at is null and state = 'approval') as count`)
  return row?.count ?? 0
}

/** Open tasks of a pipeline, by kind. Those of the service itself are of the pipeline ''. */
export const openTasks = (
  database: Queryable,
): Promise<readonly { readonly pipeline: string; readonly kind: TaskKind; readonly tasks: number }[]> =>
  database.query(sql`
    select coalesce(pipeline, '') as pipeline, kind, count(*) as tasks from promotion.tasks where closed_at is null group by 1, 2 order by 1, 2`)

/** Messages that are not told yet, by where they are to be told. */
export interface UntoldMessages {
  readonly channel: string
  readonly state: 'due' | 'failed'
  readonly messages: number
  /** When the first of them was made. */
  readonly since: Date
  /** The most that one of them was tried. */
  readonly attempts: number
  /** Why one of them could not be told; null where none was tried. */
  readonly error: string | null
}

/** Messages that wait to be told, and those that were given up. */
export const untoldMessages = (database: Queryable): Promise<readonly UntoldMessages[]> =>
  database.query<UntoldMessages>(sql`
    select channel, state, count(*) as messages, min(created_at) as since, max(attempts) as attempts, max(last_error) as error
    from promotion.notifications where state <> 'sent' group by 1, 2 order by 1, 2`)

/** A plan of which run after run fails. */
export interface FailingPlan {
  readonly id: number
  readonly pipeline: string
  readonly edge: string
  readonly attempts: number
  readonly error: string
  /** When the first of the runs began that failed. */
  readonly since: Date
}

/** Open plans of which run after run fails: at least two in a row. */
export const failingPlans = (database: Queryable): Promise<readonly FailingPlan[]> =>
  database.query<FailingPlan>(sql`
    select id, pipeline, edge, attempts, last_error as error, coalesce((
      select min(started_at) from (
        select started_at from promotion.runs where plan = plans.id order by id desc limit greatest(plans.attempts, 1)) as latest), made_at) as since
    from promotion.plans where closed_at is null and attempts > 1 and last_error is not null order by id limit 200`)
