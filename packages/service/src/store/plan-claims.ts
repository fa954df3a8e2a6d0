import { LostClaimError } from '../core/errors.ts'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { lease } from './lease.ts'
import type { PlanState } from './plan-states.ts'
import type { PlanRow } from './plans.ts'

/** A worker's hold on a plan. Whoever takes the plan later has a higher fence, and what is written with this one is refused from then on. */
export interface PlanClaim {
  readonly plan: number
  readonly fence: number
  /** How often something had happened by then that the plan may depend on. */
  readonly nudges: number
  readonly worker: string
}

/**
 * Takes a plan that is due, also from a worker that has it: whoever asks was given the job because that one is not heard of any more.
 *
 * @returns undefined where its time has not come, or it is at its end
 */
export async function claimPlan(
  database: Queryable,
  id: number,
  worker: string,
  now: Date,
): Promise<(PlanClaim & Pick<PlanRow, 'attempts'>) | undefined> {
  const [row] = await database.query<{ fence: number; nudges: number; attempts: number }>(sql`
    update promotion.plans set fence = fence + 1, worker = ${worker}, state = 'applying', lease_until = ${lease}
    where id = ${id} and closed_at is null and (state = 'applying' or wake_at <= ${now}) returning fence, nudges, attempts`)
  return row && { plan: id, worker, ...row }
}

/** Keeps a plan for a while longer. @throws {LostClaimError} somebody else has it */
export const renewClaim = (database: Queryable, { plan, fence }: PlanClaim): Promise<void> =>
  changed(
    database.query(sql`
      update promotion.plans set lease_until = ${lease} where id = ${plan} and fence = ${fence} and closed_at is null returning 1`),
  )

/** Makes sure that a plan is still this worker's. @throws {LostClaimError} it is not */
export const requireClaim = (database: Queryable, { plan, fence }: PlanClaim): Promise<void> =>
  changed(database.query(sql`select 1 from promotion.plans where id = ${plan} and fence = ${fence} and closed_at is null`))

/** What becomes of a plan after a run. */
export interface PlanEnd {
  readonly state: PlanState
  /** When it is looked at again; null where only people can move it, or nothing will. */
  readonly wakeAt: Date | null
  readonly outcome?: string | undefined
  /** What ended the run, where it failed: it counts as an attempt. */
  readonly error?: string | undefined
}

const ends: readonly PlanState[] = ['done', 'failed', 'refused', 'superseded']

/** Lets go of a plan. What came meanwhile, such as an approval, has it looked at again at once. @throws {LostClaimError} somebody else has it */
export const endClaim = (
  database: Queryable,
  { plan, fence, nudges }: PlanClaim,
  { state, wakeAt, outcome, error }: PlanEnd,
  now: Date,
): Promise<void> => {
  const isClosed = ends.includes(state)
  const open = sql`case when nudges > ${nudges} then ${now}::timestamptz else ${wakeAt}::timestamptz end`
  return changed(
    database.query(sql`
      update promotion.plans set worker = null, outcome = coalesce(${outcome ?? null}, outcome),
        state = ${isClosed ? sql`${state}` : sql`case when nudges > ${nudges} then 'ready' else ${state} end`},
        attempts = ${error === undefined ? sql`0` : sql`attempts + 1`},
        last_error = ${error === undefined ? null : storable(error, 2_000)},
        lease_until = null, closed_at = ${isClosed ? now : null}, wake_at = ${isClosed ? null : open}
      where id = ${plan} and fence = ${fence} and closed_at is null returning 1`),
  )
}

async function changed(rows: Promise<readonly unknown[]>): Promise<void> {
  if ((await rows).length === 0) throw new LostClaimError('Another worker has taken over the plan.')
}

/**
 * Has a plan looked at at a moment, or sooner where that was meant before. A worker that has it right now looks again when it has ended.
 *
 * @returns whether it is open
 */
export async function wakePlan(database: Queryable, id: number, at: Date): Promise<boolean> {
  const rows = await database.query(sql`
    update promotion.plans set nudges = nudges + 1,
      wake_at = case when state = 'applying' then wake_at else least(wake_at, ${at}) end,
      state = case when state = 'applying' then state else 'ready' end
    where id = ${id} and closed_at is null returning 1`)
  return rows.length > 0
}

/** Ends a plan from outside, whoever has it: that worker is refused from then on. Says whether it was open. */
export async function closePlan(database: Queryable, id: number, state: 'refused' | 'superseded', at: Date): Promise<boolean> {
  const rows = await database.query(sql`
    update promotion.plans set state = ${state}, closed_at = ${at}, wake_at = null, lease_until = null where id = ${id} and closed_at is null returning 1`)
  return rows.length > 0
}

/** Has plans looked at that wait for one of some packages to arrive along one of these edges; gives those. */
export async function wakePlansOf(
  database: Queryable,
  edges: readonly string[],
  identities: readonly string[],
  at: Date,
): Promise<readonly number[]> {
  if (edges.length === 0 || identities.length === 0) return []
  const rows = await database.query<{ id: number }>(sql`
    update promotion.plans set nudges = nudges + 1, wake_at = least(wake_at, ${at}), state = 'ready'
    where edge = any (${edges}::text[]) and closed_at is null and state = 'waiting'
      and id in (select plan from promotion.plan_packages where identity = any (${identities}::text[]))
    returning id`)
  return rows.map(({ id }) => id)
}

/** Has the open plans of edges looked at that wait for anything but people; gives those. */
export async function wakePlansAt(database: Queryable, edges: readonly string[], at: Date): Promise<readonly number[]> {
  const rows = await database.query<{ id: number }>(sql`
    update promotion.plans set nudges = nudges + 1, wake_at = least(wake_at, ${at}), state = 'ready'
    where edge = any (${edges}::text[]) and closed_at is null and state in ('ready', 'waiting') returning id`)
  return rows.map(({ id }) => id)
}
