import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** A package that a plan promotes, with its tags at the source. */
export interface PackageToTell {
  readonly slugPerm: string
  readonly format: string
  readonly name: string
  readonly version: string
  /** Identity as JSON. */
  readonly identity: string
  readonly outcome: string
  readonly tags: readonly string[]
}

/** Reads the packages that a plan promotes, in its order. */
export const packagesToTell = (database: Queryable, plan: number, most: number): Promise<readonly PackageToTell[]> =>
  database.query<PackageToTell>(sql`
    select item.slug_perm as "slugPerm", format, name, version, identity, item.outcome, coalesce((
      select tags from promotion.holdings as held where held.pipeline = plans.pipeline and held.slug_perm = item.slug_perm limit 1), '{}') as tags
    from promotion.plan_packages as item join promotion.plans on plans.id = item.plan
    where item.plan = ${plan} and goes order by place limit ${most}`)
