import { LostClaimError } from '../core/errors.ts'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { lease } from './lease.ts'
import type { PlanState } from './plan-states.ts'
import type { PlanRow } from './plans.ts'

/** A worker's claim on a plan. A later claim has a higher fence, after which writes with this one are rejected. */
export interface PlanClaim {
  readonly plan: number
  readonly fence: number
  /** Number of events so far on which the plan may depend. */
  readonly nudges: number
  readonly worker: string
}

/**
 * Claims a plan that is due, also from another worker: the caller has the job because that worker is silent.
 *
 * @returns undefined if it is not due or has ended
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

/** Renews a claim. @throws {LostClaimError} another worker has the plan */
export const renewClaim = (database: Queryable, { plan, fence }: PlanClaim): Promise<void> =>
  changed(
    database.query(sql`
      update promotion.plans set lease_until = ${lease} where id = ${plan} and fence = ${fence} and closed_at is null returning 1`),
  )

/** Checks a claim. @throws {LostClaimError} another worker has the plan */
export const requireClaim = (database: Queryable, { plan, fence }: PlanClaim): Promise<void> =>
  changed(database.query(sql`select 1 from promotion.plans where id = ${plan} and fence = ${fence} and closed_at is null`))

/** The state of a plan after a run. */
export interface PlanEnd {
  readonly state: PlanState
  /** When it is tried again; null if only people can move it, or if it has ended. */
  readonly wakeAt: Date | null
  readonly outcome?: string | undefined
  /** The error of a failed run, which counts as an attempt. */
  readonly error?: string | undefined
}

const ends: readonly PlanState[] = ['done', 'failed', 'refused', 'superseded']

/**
 * Releases a plan. If an event arrived meanwhile, such as an approval, the plan is tried again at once.
 *
 * @throws {LostClaimError} another worker has the plan
 */
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
 * Schedules the next attempt of a plan, or keeps an earlier one. A worker that has it now tries again when it has finished.
 *
 * @returns whether the plan is open
 */
export async function wakePlan(database: Queryable, id: number, at: Date): Promise<boolean> {
  const rows = await database.query(sql`
    update promotion.plans set nudges = nudges + 1,
      wake_at = case when state = 'applying' then wake_at else least(wake_at, ${at}) end,
      state = case when state = 'applying' then state else 'ready' end
    where id = ${id} and closed_at is null returning 1`)
  return rows.length > 0
}

/** Ends a plan, whoever has it; writes of that worker are rejected from then on. Returns whether it was open. */
export async function closePlan(database: Queryable, id: number, state: 'refused' | 'superseded', at: Date): Promise<boolean> {
  const rows = await database.query(sql`
    update promotion.plans set state = ${state}, closed_at = ${at}, wake_at = null, lease_until = null where id = ${id} and closed_at is null returning 1`)
  return rows.length > 0
}

/** Wakes plans that wait for one of these packages to arrive along one of these edges. Returns their numbers. */
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

/** Wakes the open plans of edges that wait for anything but approvals. Returns their numbers. */
export async function wakePlansAt(database: Queryable, edges: readonly string[], at: Date): Promise<readonly number[]> {
  const rows = await database.query<{ id: number }>(sql`
    update promotion.plans set nudges = nudges + 1, wake_at = least(wake_at, ${at}), state = 'ready'
    where edge = any (${edges}::text[]) and closed_at is null and state in ('ready', 'waiting') returning id`)
  return rows.map(({ id }) => id)
}
