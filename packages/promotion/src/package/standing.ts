import { identityOf, keyOfRow } from '../repository/identity.ts'
import type { RepositoryReader, RowsByKey } from '../repository/repository.ts'
import type { PackageRow } from '../repository/row.ts'
import { compareFiles, type FileDifference, filesOf, type KeptFile, sameFiles } from './files.ts'

/** How a package stands to its destination: whether its name and version are there, and whether its bytes are. */
export type StandingKind = 'absent' | 'same' | 'in flight' | 'other bytes'

/** How a package stands to its destination, and the files of its siblings there and at the source. */
export type Standing = { readonly siblings: readonly (readonly KeptFile[])[] } & (
  | { readonly kind: Exclude<StandingKind, 'other bytes' | 'same'> }
  | { readonly kind: 'same'; readonly row: PackageRow }
  | { readonly kind: 'other bytes'; readonly differences: readonly FileDifference[] }
)

/**
 * Tells how packages stand to their destination.
 *
 * Where the destination has other bytes under an identity, the source is the witness: bytes that stand beside the package there are those of a
 * sibling, which nothing else tells apart, and no conflict. Only then is the source read for them.
 *
 * @param rows packages of the source
 * @returns by `slug_perm`
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

/** One for all that is new and stands alone: a large plan has very many of it. */
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
  // The service tells no digests before a copy is synchronised.
  if (foreign.some((each) => each.is_sync_in_flight)) return { kind: 'in flight', siblings }
  return { kind: 'other bytes', differences: compareFiles(files, filesOf(other)).differences, siblings }
}

/**
 * The files of the packages that stand beside one at its source with its identity and other bytes: nothing but those tells them apart.
 *
 * @param rows those of the source that have its identity
 */
export function siblingsOf(row: PackageRow, rows: readonly PackageRow[]): readonly (readonly KeptFile[])[] {
  // Mostly it stands alone.
  if (rows.length <= 1) return none
  const files = filesOf(row)
  return rows
    .filter((other) => other.slug_perm !== row.slug_perm && !other.is_sync_failed)
    .map(filesOf)
    .filter((other) => !sameFiles(other, files))
}
