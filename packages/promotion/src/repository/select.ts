import { all, field, type Package } from '@cloudsmith-sdk/client'
import { fits } from '@cloudsmith-sdk/formats'
import { eachOf } from './concurrency.ts'
import { identityOf, inOrder, keyOfRow, rowOrder } from './identity.ts'
import { PlanError } from './plan-error.ts'
import type { Found, RepositoryReader } from './repository.ts'
import type { PackageRow } from './row.ts'
import { isAllowed, requireOurs, type SelectRules, wholeOf } from './select-rules.ts'
import { describeWanted, soughtFor, type Wanted } from './wanted.ts'

/** What a plan is about. With the name of a `set`, its packages go together or not at all. */
export type Selection =
  | 'everything'
  /** A query in the service's language, which matches loosely: see `field` of the client for exact ones. */
  | { readonly query: string; readonly set?: string | undefined }
  /** A tag, exactly as it is. */
  | { readonly tag: string; readonly set?: string | undefined }
  /** These and no others; one that neither side has is an error. */
  | { readonly packages: readonly Wanted[]; readonly set?: string | undefined }
  /** These, by their `slug_perm`: read one by one, without the lag that lists have. */
  | { readonly slugPerms: readonly string[]; readonly set?: string | undefined }

/** What is selected. */
export interface Selected<Row extends PackageRow> {
  /** In the order of plans. */
  readonly rows: readonly Row[]
  /** What a list names and the repository does not have. */
  readonly missing: readonly Wanted[]
  /** As `missing`, of `slug_perm`s. */
  readonly missingSlugs: readonly string[]
  /** How many rows were read. */
  readonly read: number
  /** The query that found them; null where there was none. */
  readonly found: Found | null
}

/** Options of {@link select}. */
export interface SelectOptions<Row extends PackageRow> {
  readonly rules: SelectRules
  /** What of a row is kept: of many rows, less than all. */
  readonly keep: (row: Package) => Row
  /** Nothing selected is no error. Default: false. */
  readonly allowEmpty?: boolean | undefined
}

/**
 * The packages of a repository that are selected. What failed to synchronise is left out of all but a list of `slug_perm`s, as a duplicate
 * leaves it behind. Of packages that nothing tells apart, not even their bytes, one is selected.
 *
 * Of a set nothing is left out, as it goes as a whole: what failed to synchronise belongs to it, unless a package of the same identity does,
 * and what may not be selected makes an error.
 *
 * @throws {PlanError} nothing is selected and `allowEmpty` is not set, an identity fits several packages, or what is named may not be selected
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

/** The name of the set that a selection is. */
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
  // A query that is asked alone goes as it is, whatever it says.
  const query = allowed.length === 0 ? asked : all(asked ?? '', ...allowed)
  const found: Row[] = []
  await source.list((row) => found.push(keep(row)), query)
  // Matched again on this side, whatever the service's search made of it.
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

/** Equal for whatever might be one name in its format. */
const looseKey = ({ format, name }: { format: string; name?: string | null }) =>
  JSON.stringify([format, (name ?? '').toLowerCase().replace(/[-_.]+/g, '-')])

/** Siblings, which nothing but bytes tells apart, are one choice; what an identity could tell apart has to be told. */
function requireOne(wanted: Wanted, matches: readonly PackageRow[], repo: string): void {
  if (wanted.all || new Set(matches.map(keyOfRow)).size <= 1) return
  const candidates = inOrder(matches, rowOrder)
    .map((row) => `  ${JSON.stringify(identityOf(row))}`)
    .join('\n')
  throw new PlanError(
    `${describeWanted(wanted)} matches ${matches.length} packages of ${repo}. Say which one, or set all to select all of them:\n${candidates}`,
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

/** Of rows that nothing tells apart, not even their bytes, the first. They are in order, so that those of one identity follow each other. */
function distinct<Row extends PackageRow>(rows: readonly Row[]): readonly Row[] {
  let alike: Row[] = []
  return rows.filter((row) => {
    if (alike[0] === undefined || keyOfRow(alike[0]) !== keyOfRow(row)) alike = []
    if (alike.some((before) => hasSameBytes(before, row))) return false
    return alike.push(row) > 0
  })
}

/** What tells no digest may be anything. */
const hasSameBytes = (a: PackageRow, b: PackageRow): boolean =>
  Boolean(a.checksum_sha256) &&
  a.checksum_sha256 === b.checksum_sha256 &&
  JSON.stringify(digests(a)) === JSON.stringify(digests(b))

const digests = ({ files }: PackageRow) => files.map(({ filename, checksum_sha256 }) => [filename, checksum_sha256])
