import type { Package } from '@cloudsmith-sdk/client'
import { isDuplicate, mayRecover } from './failed-sync.ts'
import { compareFiles, type FileDifference, filesOf, type KeptFile, sameFiles } from './files.ts'

/** How a package is recognised at its destination. */
export interface Awaited {
  readonly files: readonly KeptFile[]
  /** Files of other packages with the same identity, to be ignored. */
  readonly siblings: readonly (readonly KeptFile[])[]
}

/** Whether a package is at its destination. */
export type Presence =
  | { readonly kind: 'absent' }
  /** Synchronised, with the expected bytes. */
  | { readonly kind: 'there'; readonly row: Package }
  /** It is being synchronised, or another package of the same identity is. */
  | { readonly kind: 'pending'; readonly row: Package; readonly why: string }
  /** A package of the same identity has different bytes. */
  | { readonly kind: 'other bytes'; readonly row: Package; readonly differences: readonly FileDifference[] }
  /** It failed to synchronise, and would fail again. */
  | { readonly kind: 'failed'; readonly row: Package; readonly why: string }
  /** It failed to synchronise, but a retry may succeed. */
  | { readonly kind: 'stuck'; readonly row: Package; readonly why: string }

/**
 * Decides from the rows of one identity whether a package is at its destination.
 *
 * @param rows all rows of the destination with its identity
 */
export function presenceOf({ files, siblings }: Awaited, rows: readonly Package[]): Presence {
  const concerned = rows.filter((row) => !siblings.some((sibling) => sameFiles(sibling, filesOf(row))))
  // While another entry of the same identity is being synchronised, it is open which of them stays.
  const moving = concerned.find(
    ({ is_sync_in_flight, is_sync_completed, is_sync_failed }) => is_sync_in_flight || !(is_sync_completed || is_sync_failed),
  )
  if (moving !== undefined) return { kind: 'pending', row: moving, why: `${moving.stage_str}, ${moving.sync_progress} %` }
  const usable = concerned.filter(({ is_sync_failed }) => !is_sync_failed)
  const row = usable.find((each) => sameFiles(files, filesOf(each))) ?? usable[0]
  if (row === undefined) return ofFailed(files, concerned)
  const { differences } = compareFiles(files, filesOf(row))
  return differences.length > 0 ? { kind: 'other bytes', row, differences } : { kind: 'there', row }
}

function ofFailed(files: readonly KeptFile[], rows: readonly Package[]): Presence {
  // A duplicate on its own is left over: the package that it duplicated is gone.
  const row = rows.find((each) => !isDuplicate(each) && maybeSame(files, filesOf(each)))
  if (row === undefined) return { kind: 'absent' }
  const why = `it failed to synchronise: ${row.status_reason ?? 'the service gives no reason'}`
  return { kind: mayRecover(row) ? 'stuck' : 'failed', row, why }
}

/** Whether no known digest differs: after an early failure the service does not know the digests of the destination. */
const maybeSame = (a: readonly KeptFile[], b: readonly KeptFile[]): boolean =>
  compareFiles(a, b).differences.every(({ destination }) => destination === undefined)
