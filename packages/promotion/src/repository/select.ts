import { all, field, type Package } from '@cloudsmith-sdk/client'
import { fits } from '@cloudsmith-sdk/formats'
import { eachOf } from './concurrency.ts'
import { identityOf, inOrder, keyOfRow, keysOfRow } from './identity.ts'
import { PlanError } from './plan-error.ts'
import type { Found, RepositoryReader } from './repository.ts'
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
export interface Selected {
  /** In the order of plans. */
  readonly rows: readonly Package[]
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
export interface SelectOptions {
  readonly rules: SelectRules
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
export async function select(
  source: RepositoryReader,
  selection: Selection,
  { rules, allowEmpty = false }: SelectOptions,
): Promise<Selected> {
  const { rows, read, missing = [], missingSlugs = [], found = null } = await readSelection(source, selection, rules)
  if (rows.length + missing.length + missingSlugs.length === 0 && !allowEmpty) {
    throw new PlanError(
      `${JSON.stringify(selection)} selects nothing in ${source.owner}/${source.repo}. Set allowEmpty if that may be; what was pushed within the last minute may not be in lists yet.`,
    )
  }
  return { rows: distinct(inOrder(rows, keysOfRow)), missing, missingSlugs, read, found }
}

/** The name of the set that a selection is. */
export const setOf = (selection: Selection): string | null => (selection === 'everything' ? null : (selection.set ?? null))

type Read = Pick<Selected, 'rows' | 'read'> & Partial<Selected>

async function readSelection(source: RepositoryReader, selection: Selection, rules: SelectRules): Promise<Read> {
  if (selection !== 'everything' && 'packages' in selection) return readNamed(source, selection.packages, rules)
  if (selection !== 'everything' && 'slugPerms' in selection) return readSlugs(source, selection.slugPerms, rules)
  const isSet = setOf(selection) !== null
  const tag = selection !== 'everything' && 'tag' in selection ? selection.tag : undefined
  const asked = selection === 'everything' ? undefined : 'query' in selection ? selection.query : field.tag(selection.tag)
  const allowed = isSet ? [] : [rules.stage, rules.pipeline].flatMap(({ query }) => query ?? [])
  // A query that is asked alone goes as it is, whatever it says.
  const query = allowed.length === 0 ? asked : all(asked ?? '', ...allowed)
  const found: Package[] = []
  await source.list((row) => found.push(row), query)
  // Matched again on this side, whatever the service's search made of it.
  const rows = found.filter((row) => tag === undefined || Object.values(row.tags).flat().includes(tag))
  return {
    rows: isSet ? wholeOf(rows, rules) : rows.filter((row) => !row.is_sync_failed && isAllowed(row, rules)),
    read: found.length,
    found: query === undefined ? null : { query, rows: found.length },
  }
}

async function readNamed(source: RepositoryReader, wanted: readonly Wanted[], rules: SelectRules): Promise<Read> {
  let read = 0
  const rows: Package[] = []
  const keep = (row: Package) => {
    read += 1
    if (!row.is_sync_failed && rules.stage.whyNot(row) === undefined) rows.push(row)
  }
  await source.find(wanted.map(soughtFor), { met: keep })
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
function requireOne(wanted: Wanted, matches: readonly Package[], repo: string): void {
  if (wanted.all || new Set(matches.map(keyOfRow)).size <= 1) return
  const candidates = inOrder(matches, keysOfRow)
    .map((row) => `  ${JSON.stringify(identityOf(row))}`)
    .join('\n')
  throw new PlanError(
    `${describeWanted(wanted)} is not one package of ${repo} but ${matches.length}. Say which, or set all for all of them:\n${candidates}`,
  )
}

async function readSlugs(source: RepositoryReader, slugPerms: readonly string[], rules: SelectRules): Promise<Read> {
  const found = new Map<string, Package | undefined>(slugPerms.map((slug) => [slug, undefined]))
  await eachOf([...found.keys()], async (slug) => {
    const row = await source.one(slug)
    if (row !== undefined && rules.stage.whyNot(row) === undefined) found.set(slug, row)
  })
  const rows = [...found.values()].filter((row) => row !== undefined)
  requireOurs(rows, rules)
  return { rows, read: rows.length, missingSlugs: [...found].flatMap(([slug, row]) => (row === undefined ? [slug] : [])) }
}

/** Of rows that nothing tells apart, not even their bytes, the first. What tells no digest may be anything. */
function distinct(rows: readonly Package[]): readonly Package[] {
  return [...Map.groupBy(rows, keyOfRow).values()].flatMap((alike) =>
    alike.filter((row, index) => !alike.slice(0, index).some((before) => hasSameBytes(before, row))),
  )
}

const hasSameBytes = (a: Package, b: Package): boolean =>
  Boolean(a.checksum_sha256) &&
  a.checksum_sha256 === b.checksum_sha256 &&
  JSON.stringify(digests(a)) === JSON.stringify(digests(b))

const digests = ({ files }: Package) => files.map(({ filename, checksum_sha256 }) => [filename, checksum_sha256])
