import type { Package } from '@cloudsmith-sdk/client'
import { isDuplicate, mayRecover } from './failed-sync.ts'
import { compareFiles, type FileDifference, filesOf, type KeptFile, sameFiles } from './files.ts'

/** What a package is known by at its destination. */
export interface Awaited {
  readonly files: readonly KeptFile[]
  /** Files of packages that share its identity: theirs are no business of it. */
  readonly siblings: readonly (readonly KeptFile[])[]
}

/** Whether a package is at its destination. */
export type Presence =
  | { readonly kind: 'absent' }
  /** Synchronised, with its own bytes. */
  | { readonly kind: 'there'; readonly row: Package }
  /** On its way, or another of its name is. */
  | { readonly kind: 'pending'; readonly row: Package; readonly why: string }
  /** Another package has its identity. */
  | { readonly kind: 'other bytes'; readonly row: Package; readonly differences: readonly FileDifference[] }
  /** It failed to synchronise, and would again. */
  | { readonly kind: 'failed'; readonly row: Package; readonly why: string }
  /** It failed to synchronise, which may go better another time. */
  | { readonly kind: 'stuck'; readonly row: Package; readonly why: string }

/**
 * Says from the rows of one identity whether a package is there.
 *
 * @param rows all of the destination that have its identity
 */
export function presenceOf({ files, siblings }: Awaited, rows: readonly Package[]): Presence {
  const concerned = rows.filter((row) => !siblings.some((sibling) => sameFiles(sibling, filesOf(row))))
  // While another entry of the same name is under way, which of them stays is not decided.
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
  // A duplicate beside nothing is left over from what is gone by now.
  const row = rows.find((each) => !isDuplicate(each) && maybeSame(files, filesOf(each)))
  if (row === undefined) return { kind: 'absent' }
  const why = `it failed to synchronise: ${row.status_reason ?? 'the service gives no reason'}`
  return { kind: mayRecover(row) ? 'stuck' : 'failed', row, why }
}

/** Whether nothing tells two packages apart: digests of what failed early are not known. */
const maybeSame = (a: readonly KeptFile[], b: readonly KeptFile[]): boolean =>
  compareFiles(a, b).differences.every(({ destination }) => destination === undefined)
