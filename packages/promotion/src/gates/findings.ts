import type { Vulnerability } from '@cloudsmith-sdk/client'
import { finishedScan } from '../package/scan.ts'
import type { Knowledge } from './knowledge.ts'
import { type Block, block, type Wait, wait } from './outcome.ts'
import { type Waiver, waiverOfFinding } from './waiver.ts'

/** The findings of a scan, told apart by whether somebody answers for them. */
export interface Findings {
  readonly open: readonly Vulnerability[]
  readonly waived: readonly Waiver[]
}

/**
 * The findings of a package, or why they are not known. What is clean, or not scanned at all, has none.
 *
 * @param mayWaive whose waivers count; undefined: everybody's
 */
export function findingsOf(
  { package: pkg, findings, waivers, now }: Knowledge,
  mayWaive: readonly string[] | undefined,
): Findings | Block | Wait {
  const scan = finishedScan(pkg)
  if (scan === undefined) {
    return wait({ for: 'the scan', seen: pkg.security_scan_status ?? 'no scan yet', needed: 'a finished scan' })
  }
  const seen = scan.status
  if (scan.verdict === 'failed') return block({ cause: 'evidence', why: 'its scan failed', seen, needed: 'a finished scan' })
  if (scan.verdict !== 'vulnerable') return { open: [], waived: [] }
  if (findings === undefined) {
    return block({ cause: 'evidence', why: 'what its scan found is not known', seen, needed: 'the findings of the scan' })
  }
  const counted = waivers.filter(({ owner }) => mayWaive === undefined || mayWaive.includes(owner))
  const waiverOf = (finding: Vulnerability) => waiverOfFinding(counted, finding, pkg, now)
  return {
    open: findings.filter((finding) => waiverOf(finding) === undefined),
    waived: [...new Set(findings.map(waiverOf).filter((waiver) => waiver !== undefined))],
  }
}
