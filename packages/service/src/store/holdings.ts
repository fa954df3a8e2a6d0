import type { Identity } from '@cloudsmith-sdk/promotion'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** A package in a stage. */
export interface HoldingRow {
  readonly stage: string
  readonly slugPerm: string
  /** SHA-256 of the main file, in hex. */
  readonly sha256: string | null
  /** Size in bytes. */
  readonly size: number | null
  /** What is wrong with it there, according to the engine; `ok` if nothing is. */
  readonly state: string
  readonly tags: readonly string[]
  /** Status of its scan, in the words of Cloudsmith. */
  readonly scan: string | null
  /** Highest severity among its findings. */
  readonly severity: string | null
  /** Number of its findings. */
  readonly findings: number | null
  readonly licence: string | null
  readonly uploadedAt: Date | null
  /** When this was observed. Older observations do not overwrite newer ones. */
  readonly seenAt: Date
}

/** A package in a stage that is not stored yet. */
export interface NewHolding extends HoldingRow {
  readonly identity: Identity
}

/** Rows in each write. */
const batch = 1_000

/** Stores what stages contain. */
export async function keepHoldings(database: Queryable, pipeline: string, holdings: readonly NewHolding[]): Promise<void> {
  for (let first = 0; first < holdings.length; first += batch) {
    await keepBatch(database, pipeline, holdings.slice(first, first + batch))
  }
}

async function keepBatch(database: Queryable, pipeline: string, holdings: readonly NewHolding[]): Promise<void> {
  const ids = await keepPackages(
    database,
    pipeline,
    holdings.map(({ identity }) => identity),
  )
  const rows = holdings.map((holding) => ({
    stage: holding.stage,
    slug_perm: storable(holding.slugPerm),
    package: ids.get(keyText(holding.identity)),
    sha256: holding.sha256,
    size: holding.size,
    state: holding.state,
    tags: holding.tags.map((tag) => storable(tag)),
    scan: holding.scan === null ? null : storable(holding.scan),
    severity: holding.severity,
    findings: holding.findings,
    licence: holding.licence === null ? null : storable(holding.licence),
    uploaded_at: holding.uploadedAt,
    seen_at: holding.seenAt,
  }))
  const slugs = rows.map((row) => row.slug_perm)
  const before = await database.query<{ package: number }>(sql`
    select distinct package from promotion.holdings where pipeline = ${pipeline} and slug_perm = any (${slugs}::text[])`)
  await database.query(sql`
    insert into promotion.holdings
      (pipeline, stage, slug_perm, package, sha256, size, state, tags, scan, severity, findings, licence, uploaded_at, seen_at)
    select distinct on (stage, slug_perm) ${pipeline}, stage, slug_perm, package, sha256, size, state,
      array(select jsonb_array_elements_text(tags)), scan, severity, findings, licence, uploaded_at, seen_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as holding (stage text, slug_perm text, package bigint, sha256 text, size bigint,
      state text, tags jsonb, scan text, severity text, findings integer, licence text, uploaded_at timestamptz, seen_at timestamptz)
    order by stage, slug_perm, seen_at desc
    on conflict (pipeline, stage, slug_perm) do update set package = excluded.package, sha256 = excluded.sha256, size = excluded.size,
      state = excluded.state, tags = excluded.tags, scan = excluded.scan, severity = excluded.severity, findings = excluded.findings,
      licence = excluded.licence, uploaded_at = excluded.uploaded_at, seen_at = excluded.seen_at
    where holdings.seen_at <= excluded.seen_at`)
  // A package that is still synchronising has no name yet. What it was stored as before is no longer in the stage.
  await gather(database, [...ids.values(), ...before.map((row) => row.package)])
}

/** The key of a package, the same in every stage. */
export const keyText = (identity: Identity): string => storable(JSON.stringify(identity), 4_000)

/** Stores packages, and returns their numbers by {@link keyText}. */
export async function keepPackages(
  database: Queryable,
  pipeline: string,
  identities: readonly Identity[],
): Promise<ReadonlyMap<string, number>> {
  const known = new Map(identities.map((identity) => [keyText(identity), identity]))
  // In a fixed order, so that two processes that write the same rows do not deadlock.
  const rows = [...known]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, identity]) => ({
      key,
      format: storable(identity.format),
      name: storable(identity.name),
      folded: storable(identity.name.normalize('NFC').toLowerCase()),
      version: storable(identity.version ?? ''),
      label: labelOf(identity),
    }))
  const keys = rows.map(({ key }) => key)
  const find = () =>
    database.query<{ id: number; identity: string }>(
      sql`select id, identity from promotion.packages where pipeline = ${pipeline} and identity = any (${keys}::text[])`,
    )
  // Usually all are known, and no lock is needed.
  let found = await find()
  if (found.length < rows.length) {
    await database.query(sql`
      insert into promotion.packages (pipeline, identity, format, name, folded, version, label, document)
      select ${pipeline}, key, format, name, folded, version, label, key
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as package (key text, format text, name text, folded text, version text, label text)
      on conflict do nothing`)
    found = await find()
  }
  return new Map(found.map(({ id, identity }) => [identity, id]))
}

/** The parts of an identity apart from name and version. */
function labelOf({ format: _, name: __, version: ___, filename, ...rest }: Identity): string {
  const values = Object.values(rest)
    .flat()
    .filter((value) => typeof value === 'string' && value !== '')
  return storable([...values, filename].filter(Boolean).join(' '))
}

/** A package that is no longer in a stage. */
export interface Gone {
  readonly stage: string
  readonly slugPerm: string
  /** When this was observed. What was observed there later stays. */
  readonly at: Date
}

/** Removes packages from stages. */
export async function dropHoldings(database: Queryable, pipeline: string, gone: readonly Gone[]): Promise<void> {
  if (gone.length === 0) return
  const columns = [gone.map(({ stage }) => stage), gone.map(({ slugPerm }) => slugPerm), gone.map(({ at }) => at)] as const
  const rows = await database.query<{ package: number }>(sql`
    delete from promotion.holdings using
      unnest(${columns[0]}::text[], ${columns[1]}::text[], ${columns[2]}::timestamptz[]) as gone (stage, slug_perm, at)
    where holdings.pipeline = ${pipeline} and holdings.stage = gone.stage and holdings.slug_perm = gone.slug_perm and seen_at <= gone.at
    returning package`)
  await gather(
    database,
    rows.map((row) => row.package),
  )
}

/** Removes packages that a complete reading of the stage no longer found. */
export async function dropUnseen(database: Queryable, pipeline: string, stage: string, since: Date): Promise<number> {
  const rows = await database.query<{ package: number }>(sql`
    delete from promotion.holdings where pipeline = ${pipeline} and stage = ${stage} and seen_at < ${since} returning package`)
  await gather(
    database,
    rows.map((row) => row.package),
  )
  return rows.length
}

/** Updates the arrays of a package from its holdings and verdicts, by which pages filter. */
export async function gather(database: Queryable, packages: readonly number[]): Promise<void> {
  if (packages.length === 0) return
  await database.query(sql`
    with said as (
      select id,
        array(select distinct stage from promotion.holdings where package = id order by 1) as stages,
        array(select distinct unnest(tags) from promotion.holdings where package = id order by 1) as tags,
        array(
          select state from promotion.holdings where package = id
          union select outcome from promotion.verdicts where package = id order by 1
        ) as states,
        array(select distinct unnest(gates) from promotion.verdicts where package = id order by 1) as gates
      from unnest(${[...new Set(packages)].sort((a, b) => a - b)}::bigint[]) as id
    )
    update promotion.packages set stages = said.stages, tags = said.tags, states = said.states, gates = said.gates, changed_at = now()
    from said where packages.id = said.id
      and (packages.stages, packages.tags, packages.states, packages.gates) is distinct from (said.stages, said.tags, said.states, said.gates)`)
}

/** Whether the contents of a pipeline's stages are known. */
export const hasHoldings = async (database: Queryable, pipeline: string): Promise<boolean> =>
  (await database.query(sql`select 1 from promotion.holdings where pipeline = ${pipeline} limit 1`)).length > 0

/** Packages at the start of an edge that are not yet at its end, most recently changed first. */
export async function candidatesAt(
  database: Queryable,
  pipeline: string,
  { from, to }: { from: string; to: string },
  most: number,
): Promise<readonly string[]> {
  const rows = await database.query<{ slugPerm: string }>(sql`
    select slug_perm as "slugPerm" from promotion.holdings join promotion.packages on packages.id = package
    where holdings.pipeline = ${pipeline} and stage = ${from} and not stages @> array[${to}::text]
    order by changed_at desc, slug_perm limit ${most}`)
  return rows.map(({ slugPerm }) => slugPerm)
}

/** Name of a package in a stage; undefined if it is not known to be there. */
export async function nameAt(database: Queryable, pipeline: string, slugPerm: string): Promise<string | undefined> {
  const [row] = await database.query<{ name: string; version: string }>(sql`
    select name, version from promotion.holdings join promotion.packages on packages.id = package
    where holdings.pipeline = ${pipeline} and slug_perm = ${slugPerm} limit 1`)
  return row && `${row.name} ${row.version}`.trim()
}
