import type { Package } from '@cloudsmith-sdk/client'
import type { ArrivalProblem } from '../errors.ts'
import type { FileDifference } from '../identity.ts'
import type { Stage } from '../pipeline/define-pipeline.ts'
import type { FrozenPackage } from '../plan/plan.ts'
import { differencesFrom } from '../plan/planned-files.ts'
import { standingProblem } from '../steps/arrival.ts'
import { finishedScan, type ScanResult } from '../steps/scan.ts'
import { isDuplicate, mayRecover } from './failed-sync.ts'

type Scan = Omit<ScanResult, 'package'>

/** How a package of a plan stands at its destination. */
export type Verdict =
  | { readonly kind: 'absent' }
  /** It is on its way. */
  | { readonly kind: 'pending'; readonly row: Package; readonly why: string }
  | { readonly kind: 'good'; readonly row: Package; readonly scan: Scan }
  /** Another package has its name and version. */
  | { readonly kind: 'other bytes'; readonly row: Package; readonly differences: readonly FileDifference[] }
  | {
      readonly kind: 'failed'
      readonly row: Package
      readonly problem: ArrivalProblem | 'not synchronised'
      readonly why: string
    }
  /** It failed to synchronise, which may go better another time. */
  | { readonly kind: 'stuck'; readonly row: Package; readonly why: string }

/** Milliseconds in which the service begins a scan of its own accord; after that it holds the last one to be good enough. */
const scanGrace = 120_000

/**
 * Says from the rows of one identity how a planned package stands: synchronised alone is not enough.
 *
 * @param rows all of the destination that have its format, name, version and file name
 */
export function verdictOf({ files }: FrozenPackage, rows: readonly Package[], stage: Stage, now: Date): Verdict {
  // While another entry of the same name is under way, which of them stays is not decided.
  const moving = rows.find(
    ({ is_sync_in_flight, is_sync_completed, is_sync_failed }) => is_sync_in_flight || !(is_sync_completed || is_sync_failed),
  )
  if (moving !== undefined) return { kind: 'pending', row: moving, why: `${moving.stage_str}, ${moving.sync_progress} %` }
  const row = rows.find(({ is_sync_failed }) => !is_sync_failed)
  if (row === undefined) return ofFailed(rows)
  const differences = differencesFrom(files, row)
  if (differences.length > 0) return { kind: 'other bytes', row, differences }
  const scan = scanOf(row, stage, now)
  const problem = standingProblem(row, scan, stage.unscannable)
  if (problem !== undefined) return { kind: 'failed', row, problem: problem.problem, why: problem.detail.replace(/\.$/, '') }
  if (scan === undefined) return { kind: 'pending', row, why: row.security_scan_status ?? 'not scanned yet' }
  return { kind: 'good', row, scan }
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
  if (own !== undefined || staleScan?.means !== 'pass' || row.sync_finished_at === null) return own
  return now.getTime() - Date.parse(row.sync_finished_at) < scanGrace ? undefined : finishedScan(row, new Date(0))
}
