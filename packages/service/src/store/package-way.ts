import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { PlanState } from './plan-states.ts'

/** How a package arrived in a stage. */
export interface ArrivalRow {
  readonly stage: string
  readonly slugPerm: string
  readonly edge: string
  /** Number of the plan; null if it is no longer stored. */
  readonly plan: number | null
  /** The last run of that plan that had started by then. */
  readonly run: number | null
  readonly arrivedAt: Date
  /** When it had arrived in the stage before. */
  readonly leftFor: Date
}

/** The pipeline of a package; undefined if there is no such package. */
export async function pipelineOfPackage(database: Queryable, id: number): Promise<string | undefined> {
  const [row] = await database.query<{ pipeline: string }>(sql`select pipeline from promotion.packages where id = ${id}`)
  return row?.pipeline
}

/** Reads how a package arrived in the stages that it was promoted to, latest first. */
export const arrivalsOf = (database: Queryable, id: number, most = 50): Promise<readonly ArrivalRow[]> =>
  database.query<ArrivalRow>(sql`
    select stage, slug_perm as "slugPerm", edge, plan, arrived_at as "arrivedAt", left_for as "leftFor", (
      select max(id) from promotion.runs
      where runs.plan = arrivals.plan and kind = 'apply' and started_at <= arrived_at) as run
    from promotion.arrivals where package = ${id} order by arrived_at desc, stage limit ${most}`)

/** A plan that contained a package, and what it said of it. */
export interface PlanOfPackage {
  readonly id: number
  readonly edge: string
  readonly state: PlanState
  readonly madeAt: Date
  /** Outcome of the package in the plan. */
  readonly outcome: string
  readonly goes: boolean
}

/** Reads the plans that contained a package, latest first. */
export const plansOfPackage = (database: Queryable, id: number, most = 50): Promise<readonly PlanOfPackage[]> =>
  database.query<PlanOfPackage>(sql`
    select plans.id, edge, plans.state, made_at as "madeAt", mine.outcome, goes
    from promotion.packages join promotion.plan_packages as mine on mine.identity = packages.identity
      join promotion.plans on plans.id = mine.plan and plans.pipeline = packages.pipeline
    where packages.id = ${id} order by plans.id desc limit ${most}`)

/** Numbers of packages in stages, by their `slug_perm`s. */
export async function packagesBySlug(
  database: Queryable,
  pipeline: string,
  slugPerms: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query<{ slugPerm: string; package: number }>(sql`
    select slug_perm as "slugPerm", package from promotion.holdings
    where slug_perm = any (${slugPerms}::text[]) and pipeline = ${pipeline}`)
  return new Map(rows.map((row) => [row.slugPerm, row.package]))
}
