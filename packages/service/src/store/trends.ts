import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Sample } from './figures.ts'

/** Findings of packages in stages: how many packages have findings of each severity, at moments at which that was taken down. */
export interface FindingsOverTime {
  /** The last of each day or week. At one of them, what has no figure was nothing. */
  readonly moments: readonly Date[]
  /** Their names are severities. */
  readonly figures: readonly Sample[]
}

/** Findings by stage since a moment, once a day or a week. */
export async function findingsSince(
  database: Queryable,
  pipeline: string,
  since: Date,
  unit: 'day' | 'week',
): Promise<FindingsOverTime> {
  const moments = await database.query<{ at: Date }>(sql`
    select max(at) as at from promotion.samples where pipeline = ${pipeline} and name = 'packages' and at >= ${since}
    group by date_trunc(${unit}, at, 'UTC') order by 1`)
  const figures = await database.query<Sample>(sql`
    select stage, substr(name, length('severity ') + 1) as name, at, value from promotion.samples
    where pipeline = ${pipeline} and at = any (${moments.map(({ at }) => at)}::timestamptz[]) and starts_with(name, 'severity ')
    order by stage, at, name`)
  return { moments: moments.map(({ at }) => at), figures }
}
