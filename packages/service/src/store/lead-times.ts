import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** How long packages took along an edge, in a span of time. */
export interface LeadTime {
  readonly edge: string
  /** Beginning of the span. */
  readonly at: Date
  readonly packages: number
  /** Seconds, of the one in the middle. */
  readonly median: number
  /** Seconds, that one in ten took longer than. */
  readonly ninetieth: number
}

/** What packages took that arrived along an edge on a day. */
interface Day {
  readonly edge: string
  /** Days since 1970, in UTC. */
  readonly day: number
  /** Seconds of each. */
  readonly took: readonly number[]
}

/** Lead times of a pipeline since a day, by days or weeks, and all together. */
export interface LeadTimes {
  readonly spans: readonly LeadTime[]
  readonly edges: readonly Omit<LeadTime, 'at'>[]
}

/**
 * Lead times of a pipeline since the day of a moment. What packages took stands with their day already, as a hundred thousand arrivals of a year cannot
 * be sorted by the database in the time that a page may take.
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

/** Milliseconds. */
const dayLength = 86_400_000

/** The first day of the span: weeks begin on Mondays, and 1970 began on a Thursday. */
const startOf = (day: number, unit: 'day' | 'week'): number => (unit === 'day' ? day : day - ((day + 3) % 7))

function summaryOf(days: readonly Day[]): Omit<LeadTime, 'at'> {
  const took = Float64Array.from(days.flatMap((day) => day.took)).sort()
  return { edge: days[0]?.edge ?? '', packages: took.length, median: quantile(took, 0.5), ninetieth: quantile(took, 0.9) }
}

/** What so large a share took at most, between the two that are nearest to it. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
  return below + (above - below) * (place % 1)
}
