import type { Identity } from '@cloudsmith-sdk/promotion'
import type { Queryable } from '../database/database.ts'
import { every, type Sql, sql } from '../database/sql.ts'
import type { HoldingRow } from './holdings.ts'
import { type Page, type PageOf, pageFrom, placeAfter, rowsOf } from './paging.ts'
import type { Verdict } from './verdicts.ts'

/** A package, with all stages that contain it and what holds it back. */
export interface PackageRow {
  readonly id: number
  readonly identity: Identity
  readonly holdings: readonly HoldingRow[]
  readonly verdicts: readonly Verdict[]
  readonly changedAt: Date
}

/** Filters of the list of packages. */
export interface PackageFilter extends PageOf {
  readonly pipeline: string
  /** Beginning of the name, in upper or lower case; `*` stands for any text. */
  readonly name?: string | undefined
  readonly format?: string | undefined
  readonly tag?: string | undefined
  /** Name of a stage that contains it. */
  readonly stage?: string | undefined
  /** Its state in some stage, or its outcome in the last plan, such as `blocked`. */
  readonly state?: string | undefined
  /** Name of a gate that holds it back. */
  readonly gate?: string | undefined
}

type Found = { id: number; document: string; folded: string; version: string; changedAt: Date }

/** Lists the packages of a pipeline by name and version. The database pages through a hundred thousand of them. */
export async function listPackages(database: Queryable, filter: PackageFilter): Promise<Page<PackageRow>> {
  const place = placeAfter(filter, 3)
  const after =
    place === undefined ? undefined : sql`(folded collate "C", version collate "C", id) > (${place[0]}, ${place[1]}, ${place[2]})`
  // Documents are read only for the rows of the page. An index finds those, whatever the filter.
  const found = await database.query<Found>(sql`
    select id, document, folded, version, changed_at as "changedAt" from promotion.packages
    where id = any (array(select id from promotion.packages where ${every([conditionsOf(filter), after])}
      order by folded collate "C", version collate "C", id limit ${rowsOf(filter) + 1}))
    order by folded collate "C", version collate "C", id`)
  const page = pageFrom(found, filter, ({ folded, version, id }) => [folded, version, id])
  return { ...page, rows: await withDetails(database, page.rows) }
}

/** Counts packages up to a limit: an exact count of all of them would take too long. */
export async function countPackages(database: Queryable, filter: PackageFilter, most = 10_000): Promise<number> {
  const [row] = await database.query<{ count: number }>(sql`
    select count(*) as count from (select 1 from promotion.packages where ${conditionsOf(filter)} limit ${most}) as counted`)
  return row?.count ?? 0
}

/** Reads a package; undefined if there is none. */
export async function findPackage(database: Queryable, id: number): Promise<PackageRow | undefined> {
  const found = await database.query<Found>(
    sql`select id, document, folded, version, changed_at as "changedAt" from promotion.packages where id = ${id}`,
  )
  return (await withDetails(database, found))[0]
}

/** Formats of the packages of a pipeline. The index leads from each format to the next, past a hundred thousand packages of the same. */
export async function formatsOf(database: Queryable, pipeline: string): Promise<readonly string[]> {
  const next = (after: Sql) => sql`
    (select format from promotion.packages where pipeline = ${pipeline} and states <> '{}' and ${after} order by format collate "C" limit 1)`
  const rows = await database.query<{ format: string }>(sql`
    with recursive found as (
      ${next(sql`true`)}
      union all
      select following.format from found, lateral ${next(sql`format collate "C" > found.format collate "C"`)} as following
    ) select format from found`)
  return rows.map(({ format }) => format)
}

const conditionsOf = ({ pipeline, name, format, tag, stage, state, gate }: PackageFilter) =>
  every([
    sql`pipeline = ${pipeline}`,
    // Packages that are no longer in any stage are history.
    sql`states <> '{}'`,
    name === undefined || name === '' ? undefined : sql`folded like ${patternOf(name)}`,
    format === undefined ? undefined : sql`format collate "C" = ${format}`,
    tag === undefined ? undefined : sql`tags @> ${[tag]}::text[]`,
    stage === undefined ? undefined : sql`stages @> ${[stage]}::text[]`,
    state === undefined ? undefined : sql`states @> ${[state]}::text[]`,
    gate === undefined ? undefined : sql`gates @> ${[gate]}::text[]`,
  ])

function patternOf(name: string): string {
  const literal = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')
  return literal.includes('*') ? literal.replace(/\*+/g, '%') : `${literal}%`
}

async function withDetails(database: Queryable, found: readonly Found[]): Promise<readonly PackageRow[]> {
  const ids = found.map(({ id }) => id)
  const holdings = await database.query<HoldingRow & { package: number }>(sql`
    select package, stage, slug_perm as "slugPerm", sha256, size, state, tags, scan, severity, findings, licence,
      uploaded_at as "uploadedAt", seen_at as "seenAt"
    from promotion.holdings where package = any (${ids}::bigint[]) order by stage, slug_perm`)
  const verdicts = await database.query<Verdict & { package: number }>(sql`
    select package, edge, slug_perm as "slugPerm", outcome, reasons, gates, may_waive as "mayWaive", until, plan, judged_at as "judgedAt"
    from promotion.verdicts where package = any (${ids}::bigint[]) order by edge, slug_perm`)
  const [held, judged] = [Map.groupBy(holdings, (row) => row.package), Map.groupBy(verdicts, (row) => row.package)]
  return found.map(({ id, document, changedAt }) => ({
    ...{ id, changedAt, identity: JSON.parse(document) as Identity },
    holdings: held.get(id) ?? [],
    verdicts: judged.get(id) ?? [],
  }))
}
