import { type Cloudsmith, field, type Package } from '@cloudsmith-sdk/client'
import { type Identity, keyOf } from '../identity.ts'
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
  /** These and no others; one that is missing is an error. */
  | { readonly packages: readonly Wanted[] }

/**
 * The packages of a repository that are selected. What failed to synchronise is left out of all but a list of identities, as a
 * duplicate leaves it behind.
 *
 * @throws {PlanError} a package of a list is not there; nothing is selected and `allowEmpty` is not set
 */
export async function select(
  cloudsmith: Cloudsmith,
  at: { owner: string; repo: string },
  selection: Selection,
  { allowEmpty = false, signal }: { allowEmpty?: boolean | undefined; signal?: AbortSignal | undefined },
): Promise<{ rows: readonly Package[]; read: number }> {
  const all = await readRows(cloudsmith, { ...at, query: queryOf(selection) }, (row) => row, signal)
  const usable = all.filter((row) => !row.is_sync_failed)
  const rows = filterOf(selection, usable, `${at.owner}/${at.repo}`)
  if (rows.length === 0 && !allowEmpty) {
    throw new PlanError(`${JSON.stringify(selection)} selects nothing in ${at.owner}/${at.repo}. Set allowEmpty if that may be.`)
  }
  return {
    rows: rows.toSorted((a, b) => compareText(keyOf(a), keyOf(b)) || compareText(a.slug_perm, b.slug_perm)),
    read: all.length,
  }
}

/** By code unit, the same on every machine. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function queryOf(selection: Selection): string | undefined {
  if (selection === 'everything' || 'packages' in selection) return undefined
  return 'tag' in selection ? field.tag(selection.tag) : selection.query
}

/** Matches exactly on this side, whatever the service's search made of it. */
function filterOf(selection: Selection, rows: readonly Package[], place: string): readonly Package[] {
  if (selection === 'everything' || 'query' in selection) return rows
  if ('tag' in selection) return rows.filter((row) => Object.values(row.tags).flat().includes(selection.tag))
  const found = selection.packages.map((wanted) => ({ wanted, matches: rows.filter((row) => isWanted(row, wanted)) }))
  const missing = found.filter(({ matches }) => matches.length === 0).map(({ wanted }) => describe(wanted))
  if (missing.length > 0) throw new PlanError(`${place} does not have ${missing.join(', ')}.`)
  return [...new Set(found.flatMap(({ matches }) => matches))]
}

const isWanted = (row: Package, { format, name, version, filename }: Wanted): boolean =>
  row.format === format &&
  (row.name ?? '') === name &&
  (row.version ?? '') === version &&
  (filename === undefined || row.filename === filename)

const describe = ({ format, name, version, filename }: Wanted): string =>
  `${format} ${name} ${version}${filename === undefined ? '' : ` (${filename})`}`
