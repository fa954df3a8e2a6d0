import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** How much a stage holds. */
export interface StageCount {
  readonly stage: string
  readonly packages: number
  /** Of which something speaks against. */
  readonly bad: number
}

/** How much each stage of a pipeline holds. */
export const stageCounts = (database: Queryable, pipeline: string): Promise<readonly StageCount[]> =>
  database.query<StageCount>(sql`
    select stage, count(*) as packages, count(*) filter (where state <> 'ok') as bad
    from promotion.holdings where pipeline = ${pipeline} group by stage order by stage`)
