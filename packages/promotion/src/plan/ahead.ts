import type { Package } from '@cloudsmith-sdk/client'
import { finishedScan } from '../package/scan.ts'
import type { Stage } from '../pipeline/pipeline.ts'
import { pagesOf } from '../repository/repository.ts'
import type { Ahead } from './cost.ts'
import type { Plan, PlanItem } from './plan.ts'

/** What applying a plan has before it. */
export function aheadOf(
  items: readonly PlanItem[],
  promoted: readonly Package[],
  { stage, held }: { stage: Stage; held: Plan['held'] },
): Ahead {
  const present = items.filter(({ outcome }) => outcome === 'already there')
  const untagged = stage.tag === undefined ? 0 : promoted.length + present.filter(({ delivered }) => !delivered).length
  return {
    sending: items.filter(({ outcome }) => outcome === 'promote').map((item) => item.package),
    present: present.map((item) => item.package),
    tagging: untagged,
    scanned: promoted.some((row) => finishedScan(row)?.verdict !== 'unscannable'),
    held,
    asking: askingOf(stage, promoted),
  }
}

/** Requests that the gates of a stage need once more. */
function askingOf({ gates }: Stage, promoted: readonly Package[]): number {
  const vulnerable = promoted.filter((row) => finishedScan(row)?.verdict === 'vulnerable').length
  const findings =
    gates.some((gate) => gate.needsFindings) && vulnerable > 0 ? vulnerable + (vulnerable > 1 ? pagesOf(vulnerable) : 1) : 0
  const metadata = gates.some((gate) => gate.needsMetadata) ? promoted.length : 0
  return findings + metadata
}
