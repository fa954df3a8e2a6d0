import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** The number of packages in a stage. */
export interface StageCount {
  readonly stage: string
  readonly packages: number
  /** Number of packages with a problem. */
  readonly bad: number
}

/** Counts the packages in each stage of a pipeline. */
export const stageCounts = (database: Queryable, pipeline: string): Promise<readonly StageCount[]> =>
  database.query<StageCount>(sql`
    select stage, count(*) as packages, count(*) filter (where state <> 'ok') as bad
    from promotion.holdings where pipeline = ${pipeline} group by stage order by stage`)
