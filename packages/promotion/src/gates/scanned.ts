import { finishedScan } from '@cloudsmith-sdk/client/sync'
import { isoAfter, millisecondsOf } from '../text/duration.ts'
import { defineGate } from './gate.ts'
import { block, pass, wait } from './outcome.ts'
import { askForScan, scanOf } from './scan-words.ts'

/** Settings of {@link scanned}. */
export interface ScannedSettings {
  /** Who may waive the scan. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/**
 * Allows only packages that have been scanned since they were synchronised in their repository. How to treat formats that the service does not scan,
 * and stale scans, is set for the stage: `unscannable` and `staleScan`.
 *
 * @see docs/service.md#status
 */
export const scanned = defineGate(
  'scanned',
  ({ mayWaive }: ScannedSettings) =>
    ({ package: pkg, unscannable, staleScan, now }) => {
      const scan = finishedScan(pkg)
      const needed = 'a finished scan'
      if (scan === undefined) return wait({ for: scanOf(pkg), seen: pkg.security_scan_status ?? 'no scan yet', needed })
      if (scan.verdict === 'failed') {
        return block({ cause: 'evidence', why: 'its scan failed', remedy: askForScan, seen: scan.status, needed, mayWaive })
      }
      if (scan.verdict === 'unscannable') {
        if (unscannable === 'pass') return pass()
        const remedy = 'the owner of the pipeline can let its stage accept packages that are not scanned'
        return block({
          why: 'the service does not scan it, but the stage requires a scan',
          remedy,
          seen: scan.status,
          needed,
          mayWaive,
        })
      }
      if (staleScan === undefined || staleScan.means === 'pass' || scan.completedAt === undefined) return pass()
      const fresh = isoAfter(now, -millisecondsOf(staleScan.after))
      const seen = scan.completedAt.toISOString()
      if (seen >= fresh) return pass()
      const why = `its scan of ${seen} is older than ${staleScan.after}`
      return block({ cause: 'evidence', why, remedy: askForScan, seen, needed: { since: fresh }, mayWaive })
    },
)
