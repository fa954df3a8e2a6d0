import type { Identity } from '@cloudsmith-sdk/promotion'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { keepPackages, keyText } from './holdings.ts'

/** The arrival of a package in a stage. */
export interface NewArrival {
  readonly stage: string
  readonly edge: string
  readonly plan: number
  /** `slug_perm` at the destination. */
  readonly slugPerm: string
  readonly identity: Identity
  readonly arrivedAt: Date
}

/** Records arrivals, with the time when each package had arrived in the stage before, which gives its lead time. */
export async function keepArrivals(
  database: Queryable,
  pipeline: string,
  from: string,
  arrivals: readonly NewArrival[],
): Promise<void> {
  if (arrivals.length === 0) return
  const ids = await keepPackages(
    database,
    pipeline,
    arrivals.map(({ identity }) => identity),
  )
  const rows = arrivals.map(({ stage, edge, plan, slugPerm, identity, arrivedAt }) => ({
    ...{ stage, edge, plan, slug_perm: slugPerm, package: ids.get(keyText(identity)), arrived_at: arrivedAt },
  }))
  await database.query(sql`
    with arrived as (
      insert into promotion.arrivals (pipeline, stage, slug_perm, package, edge, plan, arrived_at, left_for)
      select ${pipeline}, stage, slug_perm, package, edge, plan, arrived_at, least(arrived_at, coalesce(
        (select max(before.arrived_at) from promotion.arrivals as before where before.package = arrival.package and before.stage = ${from}),
        (select min(uploaded_at) from promotion.holdings where holdings.package = arrival.package and holdings.stage = ${from}),
        arrived_at))
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as arrival
        (stage text, slug_perm text, package bigint, edge text, plan bigint, arrived_at timestamptz)
      on conflict do nothing returning edge, arrived_at, left_for)
    insert into promotion.lead_times as known (pipeline, edge, day, took)
    select ${pipeline}, edge, (arrived_at at time zone 'UTC')::date as day, array_agg(extract(epoch from arrived_at - left_for)::integer)
    from arrived group by edge, day order by edge, day
    on conflict (pipeline, day, edge) do update set took = known.took || excluded.took`)
}

/** A value at a point in time. */
export interface Sample {
  readonly stage: string
  readonly name: string
  readonly at: Date
  readonly value: number
}

/**
 * Records the current contents of stages: the number of packages (`packages`), and the numbers by state and severity (`state ok`, `severity high`).
 */
export const takeSamples = (database: Queryable, pipeline: string, at: Date) =>
  database.query(sql`
    insert into promotion.samples (pipeline, stage, name, at, value)
    select pipeline, stage, 'packages', ${at}::timestamptz, count(*) from promotion.holdings where pipeline = ${pipeline} group by 1, 2
    union all select pipeline, stage, 'state ' || state, ${at}::timestamptz, count(*) from promotion.holdings where pipeline = ${pipeline} group by 1, 2, 3
    union all select pipeline, stage, 'severity ' || lower(severity), ${at}::timestamptz, count(*) from promotion.holdings
      where pipeline = ${pipeline} and severity is not null group by 1, 2, 3
    on conflict do nothing`)

/** Reads the samples of a pipeline since a time. */
export const samplesSince = (database: Queryable, pipeline: string, since: Date, beginning = ''): Promise<readonly Sample[]> =>
  database.query<Sample>(sql`
    select stage, name, at, value from promotion.samples
    where pipeline = ${pipeline} and at >= ${since} and starts_with(name, ${beginning}) order by name, stage, at`)

/** Counts the packages of each edge by the gate that holds them back. */
export const waitingFor = (
  database: Queryable,
  pipeline: string,
): Promise<
  readonly { readonly edge: string; readonly outcome: string; readonly gate: string | null; readonly packages: number }[]
> =>
  database.query(sql`
    select edge, outcome, gate, sum(packages)::bigint as packages from (
      select edge, outcome, gates, count(*) as packages from promotion.verdicts
      where edge in (select id from promotion.edges where pipeline = ${pipeline}) and outcome in ('needs approval', 'blocked', 'waiting', 'conflict')
      group by 1, 2, 3) as held
    left join lateral unnest(gates) as gate on true
    group by 1, 2, 3 order by 1, 4 desc`)
