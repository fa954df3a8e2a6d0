import { type Cloudsmith, field, type Package } from '@cloudsmith-sdk/client'
import { type Identified, type Identity, keyOf } from '../identity.ts'
import { groupOf } from './destination.ts'
import { PlanError } from './plan-error.ts'
import { readRows } from './read-rows.ts'

/** A package by its identity. What is left out may be anything: a version may have several files. */
export type Wanted = Pick<Identity, 'format' | 'name' | 'version'> & Partial<Pick<Identity, 'filename'>>

/** What a plan is about. */
export type Selection =
  | 'everything'
  /** A query in the service's language, which matches loosely: see `field` of the client for exact ones. */
  | { readonly query: string }
  /** A tag, exactly as it is. */
  | { readonly tag: string }
  /** These and no others; one that neither side has is an error. With the name of a `set`, they go together or not at all. */
  | { readonly packages: readonly Wanted[]; readonly set?: string | undefined }

/** What is selected. */
export interface Selected {
  /** In the plan's order. */
  readonly rows: readonly Package[]
  /** What a list names and the repository does not have. */
  readonly missing: readonly Wanted[]
  /** How many rows were read. */
  readonly read: number
}

/**
 * The packages of a repository that are selected. What failed to synchronise is left out of all but a list of identities, as a
 * duplicate leaves it behind.
 *
 * @throws {PlanError} nothing is selected and `allowEmpty` is not set
 */
export async function select(
  cloudsmith: Cloudsmith,
  at: { owner: string; repo: string },
  selection: Selection,
  { allowEmpty = false, signal }: { allowEmpty?: boolean | undefined; signal?: AbortSignal | undefined },
): Promise<Selected> {
  const all = await readRows(cloudsmith, { ...at, query: queryOf(selection) }, (row) => row, signal)
  const usable = all.filter((row) => !row.is_sync_failed)
  const { rows, missing } = filterOf(selection, usable)
  if (rows.length === 0 && missing.length === 0 && !allowEmpty) {
    throw new PlanError(`${JSON.stringify(selection)} selects nothing in ${at.owner}/${at.repo}. Set allowEmpty if that may be.`)
  }
  return {
    rows: rows.toSorted(byIdentity),
    missing,
    read: all.length,
  }
}

/** The order of a plan. */
export const byIdentity = (a: Package, b: Package): number =>
  compareText(keyOf(a), keyOf(b)) || compareText(a.slug_perm, b.slug_perm)

/** By code unit, the same on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function queryOf(selection: Selection): string | undefined {
  if (selection === 'everything' || 'packages' in selection) return undefined
  return 'tag' in selection ? field.tag(selection.tag) : selection.query
}

/** Matches exactly on this side, whatever the service's search made of it. */
function filterOf(selection: Selection, rows: readonly Package[]): Pick<Selected, 'rows' | 'missing'> {
  if (selection === 'everything' || 'query' in selection) return { rows, missing: [] }
  if ('tag' in selection) {
    return { rows: rows.filter((row) => Object.values(row.tags).flat().includes(selection.tag)), missing: [] }
  }
  const byVersion = new Map<string, Package[]>()
  for (const row of rows) groupOf(byVersion, versionKey({ ...row, name: row.name ?? '', version: row.version ?? '' })).push(row)
  const found = selection.packages.map((wanted) => ({
    wanted,
    matches: (byVersion.get(versionKey(wanted)) ?? []).filter((row) => isWanted(row, wanted)),
  }))
  return {
    rows: [...new Set(found.flatMap(({ matches }) => matches))],
    missing: found.filter(({ matches }) => matches.length === 0).map(({ wanted }) => wanted),
  }
}

const versionKey = ({ format, name, version }: Wanted): string => JSON.stringify([format, name, version])

/** Whether a package is one that a list names. */
export const isWanted = (row: Identified, { format, name, version, filename }: Wanted): boolean =>
  row.format === format &&
  (row.name ?? '') === name &&
  (row.version ?? '') === version &&
  (filename === undefined || row.filename === filename)

/** What a list names, in words. */
export const describeWanted = ({ format, name, version, filename }: Wanted): string =>
  `${format} ${name} ${version}${filename === undefined ? '' : ` (${filename})`}`
