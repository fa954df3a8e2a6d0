import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Sample } from './figures.ts'

/** Numbers of packages with findings of each severity, at the times of the samples. */
export interface FindingsOverTime {
  /** The last sample of each day or week. A figure that is missing at one of them was 0. */
  readonly moments: readonly Date[]
  /** The values, whose names are severities. */
  readonly figures: readonly Sample[]
}

/** Reads findings by stage since a time, once a day or week. */
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
