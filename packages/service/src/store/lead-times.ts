import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** Lead times along an edge in one day or week. */
export interface LeadTime {
  readonly edge: string
  /** Start of the day or week. */
  readonly at: Date
  readonly packages: number
  /** Median in seconds. */
  readonly median: number
  /** 90th percentile in seconds. */
  readonly ninetieth: number
}

/** Lead times of packages that arrived along an edge on one day. */
interface Day {
  readonly edge: string
  /** Days since 1970, in UTC. */
  readonly day: number
  /** Seconds for each package. */
  readonly took: readonly number[]
}

/** Lead times of a pipeline, by day or week and for the whole period. */
export interface LeadTimes {
  readonly spans: readonly LeadTime[]
  readonly edges: readonly Omit<LeadTime, 'at'>[]
}

/**
 * Reads the lead times of a pipeline since the day of a time. They are stored by day, because the database cannot sort a hundred thousand arrivals of
 * a year while a page is waiting.
 */
export async function leadTimes(
  database: Queryable,
  pipeline: string,
  since: Date,
  unit: 'day' | 'week' = 'day',
): Promise<LeadTimes> {
  const rows = await database.query<Omit<Day, 'took'> & { took: string }>(sql`
    select edge, day - date '1970-01-01' as day, array_to_string(took, ',') as took from promotion.lead_times
    where pipeline = ${pipeline} and day >= (${since}::timestamptz at time zone 'UTC')::date order by edge, day`)
  const days = rows.map(({ took, ...row }) => ({ ...row, took: took.split(',').map(Number) }))
  const spans = Map.groupBy(days, ({ edge, day }) => `${startOf(day, unit)} ${edge}`)
  return {
    spans: [...spans.values()].map((group) => ({
      ...summaryOf(group),
      at: new Date(startOf(group[0]?.day ?? 0, unit) * dayLength),
    })),
    edges: [...Map.groupBy(days, ({ edge }) => edge).values()].map(summaryOf),
  }
}

/** One day in milliseconds. */
const dayLength = 86_400_000

/** First day of the period. Weeks start on Monday; 1 January 1970 was a Thursday. */
const startOf = (day: number, unit: 'day' | 'week'): number => (unit === 'day' ? day : day - ((day + 3) % 7))

function summaryOf(days: readonly Day[]): Omit<LeadTime, 'at'> {
  const took = Float64Array.from(days.flatMap((day) => day.took)).sort()
  return { edge: days[0]?.edge ?? '', packages: took.length, median: quantile(took, 0.5), ninetieth: quantile(took, 0.9) }
}

/** A quantile, interpolated between the two nearest values. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
  return below + (above - below) * (place % 1)
}
