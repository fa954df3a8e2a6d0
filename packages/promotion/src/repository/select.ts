import { all, field, type Package } from '@cloudsmith-sdk/client'
import { fits } from '@cloudsmith-sdk/formats'
import { eachOf } from './concurrency.ts'
import { identityOf, inOrder, keyOfRow, rowOrder } from './identity.ts'
import { PlanError } from './plan-error.ts'
import type { Found, RepositoryReader } from './repository.ts'
import type { PackageRow } from './row.ts'
import { isAllowed, requireOurs, type SelectRules, wholeOf } from './select-rules.ts'
import { describeWanted, soughtFor, type Wanted } from './wanted.ts'

/** Selects the packages of a plan. With the name of a `set`, they are promoted together or not at all. */
export type Selection =
  | 'everything'
  /** A query in the service's search language, which matches loosely: see `field` of the client for exact matches. */
  | { readonly query: string; readonly set?: string | undefined }
  /** A tag, which must match exactly. */
  | { readonly tag: string; readonly set?: string | undefined }
  /** Exactly these packages. One that is on neither side is an error. */
  | { readonly packages: readonly Wanted[]; readonly set?: string | undefined }
  /** Exactly these packages, by their `slug_perm`. They are read one by one, without the lag of lists. */
  | { readonly slugPerms: readonly string[]; readonly set?: string | undefined }

/** The result of a selection. */
export interface Selected<Row extends PackageRow> {
  /** The selected packages, in the order of plans. */
  readonly rows: readonly Row[]
  /** Listed packages that the repository does not have. */
  readonly missing: readonly Wanted[]
  /** Like `missing`, for `slug_perm`s. */
  readonly missingSlugs: readonly string[]
  /** Number of rows that were read. */
  readonly read: number
  /** The query that found them; null if there was no query. */
  readonly found: Found | null
}

/** Options of {@link select}. */
export interface SelectOptions<Row extends PackageRow> {
  /** Which packages may be selected. */
  readonly rules: SelectRules
  /** Returns the part of a row to keep, to save memory. */
  readonly keep: (row: Package) => Row
  /** Allow a selection that matches no packages, instead of throwing. Default: false. */
  readonly allowEmpty?: boolean | undefined
}

/**
 * Selects packages of a repository. Packages that failed to synchronise are only included if they are listed by `slug_perm`: they are often
 * left-over duplicates. Of packages that are identical, bytes included, one is selected.
 *
 * Nothing is left out of a set, because it is promoted as a whole: packages that failed to synchronise belong to it unless another of the
 * same identity did not fail, and a package that may not be selected is an error.
 *
 * @throws {PlanError} nothing is selected and `allowEmpty` is not set, an identity matches several packages, or a named package may not be
 * selected
 */
export async function select<Row extends PackageRow>(
  source: RepositoryReader,
  selection: Selection,
  { allowEmpty = false, ...how }: SelectOptions<Row>,
): Promise<Selected<Row>> {
  const { rows, read, missing = [], missingSlugs = [], found = null } = await readSelection(source, selection, how)
  if (rows.length + missing.length + missingSlugs.length === 0 && !allowEmpty) {
    throw new PlanError(
      `${JSON.stringify(selection)} selects nothing in ${source.owner}/${source.repo}. Set allowEmpty if that is intended; packages pushed within the last minute may not be in lists yet.`,
    )
  }
  return { rows: distinct(inOrder(rows, rowOrder)), missing, missingSlugs, read, found }
}

/** The name of the release set that a selection names; null if it names none. */
export const setOf = (selection: Selection): string | null => (selection === 'everything' ? null : (selection.set ?? null))

type Read<Row extends PackageRow> = Pick<Selected<Row>, 'rows' | 'read'> & Partial<Selected<Row>>

type How<Row extends PackageRow> = Pick<SelectOptions<Row>, 'rules' | 'keep'>

async function readSelection<Row extends PackageRow>(
  source: RepositoryReader,
  selection: Selection,
  how: How<Row>,
): Promise<Read<Row>> {
  if (selection !== 'everything' && 'packages' in selection) return readNamed(source, selection.packages, how)
  if (selection !== 'everything' && 'slugPerms' in selection) return readSlugs(source, selection.slugPerms, how)
  const { rules, keep } = how
  const isSet = setOf(selection) !== null
  const tag = selection !== 'everything' && 'tag' in selection ? selection.tag : undefined
  const asked = selection === 'everything' ? undefined : 'query' in selection ? selection.query : field.tag(selection.tag)
  const allowed = isSet ? [] : [rules.stage, rules.pipeline].flatMap(({ query }) => query ?? [])
  // Without restrictions, the query is passed on as it is.
  const query = allowed.length === 0 ? asked : all(asked ?? '', ...allowed)
  const found: Row[] = []
  await source.list((row) => found.push(keep(row)), query)
  // Matched again here, because the service's search matches loosely.
  const rows = found.filter((row) => tag === undefined || Object.values(row.tags).flat().includes(tag))
  return {
    rows: isSet ? wholeOf(rows, rules) : rows.filter((row) => !row.is_sync_failed && isAllowed(row, rules)),
    read: found.length,
    found: query === undefined ? null : { query, rows: found.length },
  }
}

async function readNamed<Row extends PackageRow>(
  source: RepositoryReader,
  wanted: readonly Wanted[],
  { rules, keep }: How<Row>,
): Promise<Read<Row>> {
  let read = 0
  const rows: Row[] = []
  const met = (row: Package) => {
    read += 1
    if (!row.is_sync_failed && rules.stage.whyNot(row) === undefined) rows.push(keep(row))
  }
  await source.find(wanted.map(soughtFor), { met })
  const byName = Map.groupBy(rows, looseKey)
  const found = wanted.map((each) => ({
    each,
    matches: (byName.get(looseKey(each)) ?? []).filter((row) => fits(identityOf(row), each)),
  }))
  for (const { each, matches } of found) requireOne(each, matches, source.repo)
  const named = [...new Set(found.flatMap(({ matches }) => matches))]
  requireOurs(named, rules)
  return {
    read,
    rows: named,
    missing: found.filter(({ matches }) => matches.length === 0).map(({ each }) => each),
  }
}

/** Equal for all names that may be the same in their format. */
const looseKey = ({ format, name }: { format: string; name?: string | null }) =>
  JSON.stringify([format, (name ?? '').toLowerCase().replace(/[-_.]+/g, '-')])

/** Siblings, which differ only in their bytes, are one choice. Packages whose identities differ must be told apart by the caller. */
function requireOne(wanted: Wanted, matches: readonly PackageRow[], repo: string): void {
  if (wanted.all || new Set(matches.map(keyOfRow)).size <= 1) return
  const candidates = inOrder(matches, rowOrder)
    .map((row) => `  ${JSON.stringify(identityOf(row))}`)
    .join('\n')
  throw new PlanError(
    `${describeWanted(wanted)} matches ${matches.length} packages of ${repo}. Specify which one, or set all to select all of them:\n${candidates}`,
  )
}

async function readSlugs<Row extends PackageRow>(
  source: RepositoryReader,
  slugPerms: readonly string[],
  { rules, keep }: How<Row>,
): Promise<Read<Row>> {
  const found = new Map<string, Row | undefined>(slugPerms.map((slug) => [slug, undefined]))
  await eachOf([...found.keys()], async (slug) => {
    const row = await source.one(slug)
    if (row !== undefined && rules.stage.whyNot(row) === undefined) found.set(slug, keep(row))
  })
  const rows = [...found.values()].filter((row) => row !== undefined)
  requireOurs(rows, rules)
  return { rows, read: rows.length, missingSlugs: [...found].flatMap(([slug, row]) => (row === undefined ? [slug] : [])) }
}

/** The first of every group of identical packages, bytes included. The rows are sorted, so those of one identity follow each other. */
function distinct<Row extends PackageRow>(rows: readonly Row[]): readonly Row[] {
  let alike: Row[] = []
  return rows.filter((row) => {
    if (alike[0] === undefined || keyOfRow(alike[0]) !== keyOfRow(row)) alike = []
    if (alike.some((before) => hasSameBytes(before, row))) return false
    return alike.push(row) > 0
  })
}

/** A package without a digest is never taken for identical. */
const hasSameBytes = (a: PackageRow, b: PackageRow): boolean =>
  Boolean(a.checksum_sha256) &&
  a.checksum_sha256 === b.checksum_sha256 &&
  JSON.stringify(digests(a)) === JSON.stringify(digests(b))

const digests = ({ files }: PackageRow) => files.map(({ filename, checksum_sha256 }) => [filename, checksum_sha256])
