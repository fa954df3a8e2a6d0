import type { Identity } from '@cloudsmith-sdk/promotion'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { PlanRow } from './plans.ts'
import type { Verdict } from './verdicts.ts'

/** A package that is held back, and by what. */
export interface HeldPackage extends Omit<Verdict, 'slugPerm' | 'judgedAt'> {
  /** Number of the package. */
  readonly id: number
  readonly pipeline: string
  readonly identity: Identity
}

/** Packages that only a person can unblock, most recently held first. */
export async function packagesHeldFast(database: Queryable, most = 20): Promise<readonly HeldPackage[]> {
  const rows = await database.query<Omit<HeldPackage, 'identity'> & { document: string }>(sql`
    select packages.id, pipeline, document, edge, outcome, reasons, verdicts.gates, may_waive as "mayWaive", until, plan
    from (
      select * from promotion.verdicts where outcome in ('blocked', 'conflict') order by judged_at desc, package limit ${most}) as verdicts
    join promotion.packages on packages.id = package
    order by judged_at desc, packages.id`)
  return rows.map(({ document, ...rest }) => ({ ...rest, identity: JSON.parse(document) as Identity }))
}

/** Number of packages that only a person can unblock. */
export async function countHeldFast(database: Queryable): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    sql`select count(*) as count from promotion.verdicts where outcome in ('blocked', 'conflict')`,
  )
  return row?.count ?? 0
}

/** A person who approved a plan and did not revoke it: name, issuer and subject. */
export interface Agreed {
  readonly plan: number
  readonly by: string
  readonly issuer: string | null
  readonly subject: string | null
}

/** Reads who has approved plans so far. Gates decide whether that counts. */
export const agreedTo = (database: Queryable, plans: readonly number[], now: Date): Promise<readonly Agreed[]> =>
  database.query<Agreed>(sql`
    select plan, by, issuer, subject from promotion.approvals
    where plan = any (${plans}::bigint[]) and (expires is null or expires > ${now})
      and not exists (select 1 from promotion.revocations where approval = approvals.id)
    order by id`)

/** The first packages of plans, as their names, and the number of packages that are promoted. */
export async function headsOf(
  database: Queryable,
  plans: readonly Pick<PlanRow, 'id'>[],
  each = 3,
): Promise<ReadonlyMap<number, readonly { readonly format: string; readonly name: string; readonly version: string }[]>> {
  const rows = await database.query<{ plan: number; format: string; name: string; version: string }>(sql`
    select plan, format, name, version from (
      select plan, place, format, name, version, row_number() over (partition by plan order by place) as nth
      from promotion.plan_packages where goes and plan = any (${plans.map(({ id }) => id)}::bigint[])) as first
    where nth <= ${each} order by plan, place`)
  return Map.groupBy(rows, ({ plan }) => plan)
}
