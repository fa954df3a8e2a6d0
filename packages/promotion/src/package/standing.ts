import { identityOf, keyOfRow } from '../repository/identity.ts'
import type { RepositoryReader, RowsByKey } from '../repository/repository.ts'
import type { PackageRow } from '../repository/row.ts'
import { compareFiles, type FileDifference, filesOf, type KeptFile, sameFiles } from './files.ts'

/** How a package compares with its destination: whether a package of its identity is there, and whether that has the same bytes. */
export type StandingKind = 'absent' | 'same' | 'in flight' | 'other bytes'

/** How a package compares with its destination, with the files of its siblings at the source. */
export type Standing = { readonly siblings: readonly (readonly KeptFile[])[] } & (
  | { readonly kind: Exclude<StandingKind, 'other bytes' | 'same'> }
  | { readonly kind: 'same'; readonly row: PackageRow }
  | { readonly kind: 'other bytes'; readonly differences: readonly FileDifference[] }
)

/**
 * Compares packages with their destination.
 *
 * Where the destination has different bytes under an identity, the source decides: bytes that also exist at the source under that identity
 * belong to a sibling, and are no conflict. The source is read for siblings only in that case.
 *
 * @param rows packages of the source
 * @returns the standings by `slug_perm`
 */
export async function standingsOf(
  rows: readonly PackageRow[],
  present: RowsByKey,
  source: RepositoryReader,
): Promise<ReadonlyMap<string, Standing>> {
  const selected = Map.groupBy(rows, keyOfRow)
  const standings = new Map(rows.map((row) => [row.slug_perm, standingOf(row, present, selected)]))
  const contested = rows.filter((row) => standings.get(row.slug_perm)?.kind === 'other bytes')
  if (contested.length === 0) return standings
  const beside = await source.find(contested.map(identityOf))
  for (const row of contested) standings.set(row.slug_perm, standingOf(row, present, beside))
  return standings
}

const none: readonly never[] = []

/** One shared object for every package that is new and has no siblings: a large plan has very many of them. */
export const absent: Standing = { kind: 'absent', siblings: none }

function standingOf(row: PackageRow, present: RowsByKey, atSource: ReadonlyMap<string, readonly PackageRow[]>): Standing {
  const key = keyOfRow(row)
  const siblings = siblingsOf(row, atSource.get(key) ?? none)
  const there = (present.get(key) ?? none).filter((each) => !each.is_sync_failed)
  if (there.length === 0) return siblings.length === 0 ? absent : { kind: 'absent', siblings }
  const files = filesOf(row)
  const same = there.find((each) => sameFiles(files, filesOf(each)))
  if (same !== undefined) return { kind: 'same', row: same, siblings }
  const foreign = there.filter((each) => !siblings.some((sibling) => sameFiles(sibling, filesOf(each))))
  const [other] = foreign
  if (other === undefined) return { kind: 'absent', siblings }
  // The service reports no digests before a copy is synchronised.
  if (foreign.some((each) => each.is_sync_in_flight)) return { kind: 'in flight', siblings }
  return { kind: 'other bytes', differences: compareFiles(files, filesOf(other)).differences, siblings }
}

/**
 * The files of a package's siblings: packages of the same repository with the same identity and different bytes.
 *
 * @param rows all rows of the source with its identity
 */
export function siblingsOf(row: PackageRow, rows: readonly PackageRow[]): readonly (readonly KeptFile[])[] {
  // Most packages have no siblings.
  if (rows.length <= 1) return none
  const files = filesOf(row)
  return rows
    .filter((other) => other.slug_perm !== row.slug_perm && !other.is_sync_failed)
    .map(filesOf)
    .filter((other) => !sameFiles(other, files))
}
