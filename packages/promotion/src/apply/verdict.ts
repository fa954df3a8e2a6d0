import type { Package } from '@cloudsmith-sdk/client'
import { standingProblem } from '../package/arrival.ts'
import type { ArrivalProblem } from '../package/errors.ts'
import { isDuplicate, mayRecover } from '../package/failed-sync.ts'
import { compareFiles, type FileDifference, filesOf, type KeptFile, sameFiles } from '../package/files.ts'
import { finishedScan, type ScanResult } from '../package/scan.ts'
import type { Stage } from '../pipeline/define-pipeline.ts'
import { scanGrace } from '../repository/limits.ts'

type Scan = Omit<ScanResult, 'package'>

/** How a package of a plan stands at its destination. */
export type Verdict =
  | { readonly kind: 'absent' }
  /** It is on its way. */
  | { readonly kind: 'pending'; readonly row: Package; readonly why: string }
  /** It is there, and the service does not scan it again by itself. */
  | { readonly kind: 'not scanned again'; readonly row: Package; readonly why: string }
  | { readonly kind: 'good'; readonly row: Package; readonly scan: Scan }
  /** Another package has its identity. */
  | { readonly kind: 'other bytes'; readonly row: Package; readonly differences: readonly FileDifference[] }
  | {
      readonly kind: 'failed'
      readonly row: Package
      readonly problem: ArrivalProblem | 'not synchronised'
      readonly why: string
    }
  /** It failed to synchronise, which may go better another time. */
  | { readonly kind: 'stuck'; readonly row: Package; readonly why: string }

/** What a package is known by at its destination. */
export interface Awaited {
  readonly files: readonly KeptFile[]
  /** Files of packages that share its identity: theirs are no business of it. */
  readonly siblings: readonly (readonly KeptFile[])[]
}

/**
 * Says from the rows of one identity how a planned package stands: synchronised alone is not enough.
 *
 * @param rows all of the destination that have its identity
 */
export function verdictOf({ files, siblings }: Awaited, rows: readonly Package[], stage: Stage, now: Date): Verdict {
  const concerned = rows.filter((row) => !siblings.some((sibling) => sameFiles(sibling, filesOf(row))))
  // While another entry of the same name is under way, which of them stays is not decided.
  const moving = concerned.find(
    ({ is_sync_in_flight, is_sync_completed, is_sync_failed }) => is_sync_in_flight || !(is_sync_completed || is_sync_failed),
  )
  if (moving !== undefined) return { kind: 'pending', row: moving, why: `${moving.stage_str}, ${moving.sync_progress} %` }
  const usable = concerned.filter(({ is_sync_failed }) => !is_sync_failed)
  const row = usable.find((each) => sameFiles(files, filesOf(each))) ?? usable[0]
  if (row === undefined) return ofFailed(concerned)
  const { differences } = compareFiles(files, filesOf(row))
  if (differences.length > 0) return { kind: 'other bytes', row, differences }
  return ofArrived(row, stage, now)
}

/** Says what is to be made of a package that is there with its own bytes. */
export function ofArrived(row: Package, stage: Stage, now: Date): Verdict {
  const scan = scanOf(row, stage, now)
  const problem = standingProblem(row, scan, stage.unscannable)
  if (problem !== undefined) return { kind: 'failed', row, problem: problem.problem, why: problem.detail.replace(/\.$/, '') }
  if (scan !== undefined) return { kind: 'good', row, scan }
  const earlier = finishedScan(row, new Date(0))
  if (earlier === undefined) return { kind: 'pending', row, why: row.security_scan_status ?? 'not scanned yet' }
  const why = `it was last scanned at ${earlier.completedAt?.toISOString()}, before it came, and the service does not scan again within a day by itself: ask for a scan, or let that one count with staleScan: { after, means: 'pass' } on the stage`
  return { kind: hasGraceEnded(row, now) ? 'not scanned again' : 'pending', row, why }
}

function ofFailed(rows: readonly Package[]): Verdict {
  // A duplicate beside nothing is left over from what is gone by now.
  const row = rows.find((each) => !isDuplicate(each))
  if (row === undefined) return { kind: 'absent' }
  const why = `it failed to synchronise: ${row.status_reason ?? 'the service gives no reason'}`
  return mayRecover(row) ? { kind: 'stuck', row, why } : { kind: 'failed', row, problem: 'not synchronised', why }
}

/** The scan that counts: its own, or an earlier one where the stage is content with that and the service does not scan again. */
function scanOf(row: Package, { staleScan }: Stage, now: Date): Scan | undefined {
  const own = finishedScan(row)
  if (own !== undefined || staleScan?.means !== 'pass') return own
  return hasGraceEnded(row, now) ? finishedScan(row, new Date(0)) : undefined
}

const hasGraceEnded = ({ sync_finished_at: at }: Package, now: Date): boolean =>
  at !== null && now.getTime() - Date.parse(at) >= scanGrace
