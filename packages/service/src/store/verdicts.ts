import { gateReasonsOf, type Plan, type PlanItem } from '@cloudsmith-sdk/promotion'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { gather, keepPackages, keyText } from './holdings.ts'
import { isGoing, opensAt } from './plans.ts'

/** What the last plan of an edge says of a package: that it is promoted, or what holds it back. Promoted packages have none. */
export interface Verdict {
  readonly edge: string
  readonly slugPerm: string
  /**
   * Outcome in the plan: `promote`, `needs approval`, `blocked`, `waiting`, `conflict`, or `already there` for a package that has arrived and is not
   * tagged yet.
   */
  readonly outcome: string
  /** Why, as sentences without a full stop. */
  readonly reasons: readonly string[]
  /** Names of the gates that hold it back. */
  readonly gates: readonly string[]
  /** People and groups who may waive that. */
  readonly mayWaive: readonly string[]
  /** When it can go on by itself; null if that is unknown. */
  readonly until: Date | null
  /** Number of the open plan that contains it. */
  readonly plan: number | null
  readonly judgedAt: Date
}

/** Maximum number of stored reasons. The plan has all of them. */
const mostReasons = 20

/** Rows in each write. */
const batch = 1_000

/** Stores what a plan says of packages that are not at the destination yet, and removes the verdicts of the others. */
export async function keepVerdicts(
  database: Queryable,
  { edge, plan, ...about }: { pipeline: string; edge: string; plan: Plan; id: number | undefined; at: Date },
): Promise<void> {
  const isOpen = (item: PlanItem) => item.outcome !== 'already there' || isGoing(item, plan)
  const open = plan.items.filter(isOpen)
  for (let first = 0; first < open.length; first += batch) {
    await keepBatch(database, edge, plan, { ...about, items: open.slice(first, first + batch) })
  }
  const there = plan.items.filter((item) => !isOpen(item)).map(({ slugPerm }) => slugPerm)
  await dropVerdicts(database, edge, there)
}

async function keepBatch(
  database: Queryable,
  edge: string,
  plan: Plan,
  { pipeline, items, id, at }: { pipeline: string; items: readonly PlanItem[]; id: number | undefined; at: Date },
): Promise<void> {
  const ids = await keepPackages(
    database,
    pipeline,
    items.map((item) => item.package),
  )
  const rows = items.map((item) => {
    const reasons = gateReasonsOf(plan, item)
    const mayWaive = reasons.flatMap((reason) => (reason.result === 'block' ? reason.mayWaive : []))
    return {
      slug_perm: storable(item.slugPerm),
      package: ids.get(keyText(item.package)),
      outcome: item.outcome,
      reasons: item.reasons.slice(0, mostReasons).map((reason) => storable(reason)),
      gates: [...new Set(reasons.map(({ gate }) => storable(gate)))],
      may_waive: [...new Set(mayWaive)].map((who) => storable(who)),
      until: opensAt(plan, item) ?? null,
    }
  })
  await database.query(sql`
    insert into promotion.verdicts (edge, slug_perm, package, outcome, reasons, gates, may_waive, until, plan, judged_at)
    select distinct on (slug_perm) ${edge}, slug_perm, package, outcome, array(select jsonb_array_elements_text(reasons)),
      array(select jsonb_array_elements_text(gates)), array(select jsonb_array_elements_text(may_waive)), until, ${id ?? null}::bigint,
      ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as verdict (slug_perm text, package bigint, outcome text, reasons jsonb, gates jsonb,
      may_waive jsonb, until timestamptz)
    order by slug_perm
    on conflict (edge, slug_perm) do update set package = excluded.package, outcome = excluded.outcome, reasons = excluded.reasons,
      gates = excluded.gates, may_waive = excluded.may_waive, until = excluded.until, plan = coalesce(excluded.plan, verdicts.plan),
      judged_at = excluded.judged_at`)
  await gather(database, [...ids.values()])
}

/** Removes the verdicts of packages that are no longer at the start of an edge. */
export async function dropVerdicts(database: Queryable, edge: string, slugPerms: readonly string[]): Promise<void> {
  if (slugPerms.length === 0) return
  const rows = await database.query<{ package: number }>(sql`
    delete from promotion.verdicts where edge = ${edge} and slug_perm = any (${slugPerms}::text[]) returning package`)
  await gather(
    database,
    rows.map((row) => row.package),
  )
}

/** As {@link dropVerdicts}, for all verdicts from before a reconciliation. */
export async function dropVerdictsBefore(database: Queryable, edge: string, since: Date): Promise<void> {
  const rows = await database.query<{ package: number }>(sql`
    delete from promotion.verdicts where edge = ${edge} and judged_at < ${since} returning package`)
  await gather(
    database,
    rows.map((row) => row.package),
  )
}

/** Packages that are held back at an edge, by their `slug_perm`s. */
export async function heldAt(database: Queryable, edge: string): Promise<readonly string[]> {
  const rows = await database.query<{ slugPerm: string }>(sql`
    select slug_perm as "slugPerm" from promotion.verdicts
    where edge = ${edge} and outcome in ('blocked', 'waiting', 'needs approval') order by slug_perm`)
  return rows.map(({ slugPerm }) => slugPerm)
}
