import type { Database } from '../../../packages/service/src/database/database.ts'
import { raw, sql } from '../../../packages/service/src/database/sql.ts'
import { keepHoldings, type NewHolding } from '../../../packages/service/src/store/holdings.ts'

/** The pipeline that pages show. */
export const pipeline = 'acme'

/** What is in it. */
export const size = { holdings: 100_000, plans: 50_000, arrivals: 100_000, days: 365 } as const

/** Who has a part in plans. */
const people = 40

/** Fills a database with what a team has after a year: packages in two stages, what became of them, who decided, and what was taken down. */
export async function fillDatabase(database: Database): Promise<void> {
  for (let first = 0; first < size.holdings; first += 10_000) {
    const rows = Array.from({ length: 10_000 }, (_, index) => holdingOf(first + index))
    await keepHoldings(database, pipeline, rows)
  }
  await database.query(sql`
    insert into promotion.edges (id, pipeline, from_stage, to_stage) values (${`${pipeline}/dev/staging`}, ${pipeline}, 'dev', 'staging')`)
  await database.query(sql`
    insert into promotion.verdicts (edge, slug_perm, package, outcome, gates, judged_at)
    select ${`${pipeline}/dev/staging`}, slug_perm, package,
      (array['already there', 'blocked', 'waiting', 'needs approval'])[1 + case when package % 20 < 3 then 1 + package % 3 else 0 end],
      case when package % 20 < 3 then array['approval'] else '{}' end, now()
    from promotion.holdings where stage = 'dev'`)
  await database.query(sql`
    insert into promotion.plans (digest, pipeline, edge, state, origin, requested_by, made_at, packages, going, document, closed_at)
    select 'digest-' || n, ${pipeline}, ${`${pipeline}/dev/staging`}, case when n > ${size.plans} - 50 then 'approval' else 'done' end, 'person',
      'person-' || n % ${people}, now() - make_interval(mins => ${size.plans}::int - n), 1, 1, '{}',
      case when n > ${size.plans} - 50 then null else now() - make_interval(mins => ${size.plans}::int - n) end
    from generate_series(1, ${size.plans}::int) as n`)
  await database.query(sql`
    insert into promotion.approvals (plan, pipeline, edge, digest, by, at, document)
    select id, pipeline, edge, 'approval', 'person-' || (id * 7) % ${people}, made_at, '{}' from promotion.plans`)
  await database.query(sql`
    insert into promotion.refusals (plan, by, at, why)
    select id, 'person-' || (id * 11) % ${people}, made_at, 'no' from promotion.plans where id % 20 = 0`)
  await database.query(sql`
    insert into promotion.runs (plan, kind, pipeline, edge, fence, worker, requested_by, started_at, finished_at, outcome)
    select id, 'apply', pipeline, edge, 1, gen_random_uuid(), requested_by, made_at, made_at, 'succeeded' from promotion.plans`)
  await database.query(sql`
    insert into promotion.arrivals (pipeline, stage, slug_perm, package, edge, arrived_at, left_for)
    select pipeline, 'staging', 'arrived-' || row_number() over (), package, ${`${pipeline}/dev/staging`}, at, at - make_interval(secs => 60 + package % 900000)
    from promotion.holdings, lateral (select now() - make_interval(secs => package * 31536000.0 / ${size.arrivals}) as at) as arrived
    limit ${size.arrivals}`)
  await database.query(sql`
    insert into promotion.lead_times (pipeline, edge, day, took)
    select pipeline, edge, (arrived_at at time zone 'UTC')::date, array_agg(extract(epoch from arrived_at - left_for)::integer)
    from promotion.arrivals group by 1, 2, 3`)
  await database.query(sql`
    insert into promotion.samples (pipeline, stage, name, at, value)
    select ${pipeline}, stage, name, now() - make_interval(hours => 6 * n), n
    from generate_series(0, ${4 * size.days}::int) as n, unnest(array['dev', 'staging']) as stage,
      unnest(array['packages', 'state ok', 'state quarantined', 'severity critical', 'severity high', 'severity medium', 'severity low']) as name`)
  await database.query(raw('vacuum analyze'))
}

function holdingOf(number: number): NewHolding {
  const format = ['npm', 'python', 'maven', 'nuget', 'deb'][number % 5] ?? 'npm'
  // Three of four packages are in one stage, the fourth has gone on.
  const [package_, stage] = number % 5 === 4 ? [number - 1, 'staging'] : [number, 'dev']
  return {
    ...{ stage, slugPerm: `slug-${number}`, sha256: null, size: 4_711, state: number % 1_000 === 0 ? 'quarantined' : 'ok' },
    identity: { format, name: `package-${package_}`, version: `1.0.${package_ % 9}` } as NewHolding['identity'],
    ...{ tags: number % 5 === 4 ? ['released'] : [], scan: null, severity: null, findings: 0, licence: 'MIT' },
    ...{ uploadedAt: new Date(), seenAt: new Date() },
  }
}
