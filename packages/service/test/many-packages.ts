import type { Database } from '../src/database/database.ts'
import { raw, sql } from '../src/database/sql.ts'

/**
 * Fills a pipeline with packages of five formats: each in dev, every second in staging, every tenth in production; of each thousand one is blocked,
 * ten wait for time and ten for people.
 */
export async function fillWith(database: Database, pipeline: string, packages: number): Promise<void> {
  const edge = (from: string, to: string) => `${pipeline}/${from}/${to}`
  // Their numbers say all about them, so that nothing has to be gathered.
  await database.query(sql`
    insert into promotion.packages (id, pipeline, identity, format, name, folded, version, label, document, stages, tags, states, gates)
    overriding system value
    select id, ${pipeline}, document, format, name, name, version, '', document,
      array['dev'] || case when id % 2 = 0 then array['staging'] else '{}' end || case when id % 10 = 0 then array['production'] else '{}' end,
      array['build-' || id % 50, 'latest'],
      array['already there', 'ok'] || case when id % 1000 = 1 then array['blocked'] when id % 100 = 1 then array['waiting'] when id % 100 = 0 then array['needs approval'] else '{}' end,
      case when id % 100 = 1 then array['max-severity'] when id % 100 = 0 then array['approval'] else '{}' end
    from generate_series(1, ${packages}::bigint) as id,
      lateral (select (array['npm', 'python', 'maven', 'docker', 'deb'])[1 + id % 5] as format, '1.' || id % 40 || '.0' as version,
        'package-' || lpad((id * 7919 % ${packages}::bigint)::text, 6, '0') as name) as called,
      lateral (select jsonb_build_object('format', format, 'name', name, 'version', version, 'filename', name || '.tgz')::text as document) as json`)
  await database.query(sql`select setval(pg_get_serial_sequence('promotion.packages', 'id'), ${packages}::bigint)`)
  for (const [stage, every] of [
    ['dev', 1],
    ['staging', 2],
    ['production', 10],
  ] as const) {
    await database.query(sql`
      insert into promotion.holdings (pipeline, stage, slug_perm, package, sha256, size, state, tags, scan, severity, findings, licence, uploaded_at, seen_at)
      select ${pipeline}, ${stage}, ${stage} || id, id, repeat('0', 64), 1000 + id, 'ok', array['latest', 'build-' || id % 50], 'Scan Completed', null, 0, 'MIT',
        now() - make_interval(secs => id), now()
      from promotion.packages where pipeline = ${pipeline} and id % ${every} = 0`)
  }
  await database.query(sql`
    insert into promotion.verdicts (edge, slug_perm, package, outcome, reasons, gates, may_waive, until, judged_at)
    select ${edge('dev', 'staging')}, 'dev' || id, id, case when id % 1000 = 1 then 'blocked' when id % 100 = 1 then 'waiting' else 'already there' end,
      case when id % 100 = 1 then array['max-severity: it has 1 critical finding (0 allowed)'] else '{}' end, case when id % 100 = 1 then array['max-severity'] else '{}' end,
      '{}', null, now()
    from promotion.packages where pipeline = ${pipeline}`)
  await database.query(sql`
    insert into promotion.verdicts (edge, slug_perm, package, outcome, reasons, gates, may_waive, until, judged_at)
    select ${edge('staging', 'production')}, 'staging' || id, id, case when id % 100 = 0 then 'needs approval' else 'already there' end,
      case when id % 100 = 0 then array['approval: 0 of 2 approvals'] else '{}' end, case when id % 100 = 0 then array['approval'] else '{}' end, '{}', null, now()
    from promotion.packages where pipeline = ${pipeline} and id % 2 = 0`)
  for (const table of ['packages', 'holdings', 'verdicts']) await database.query(raw(`vacuum analyze promotion.${table}`))
}
