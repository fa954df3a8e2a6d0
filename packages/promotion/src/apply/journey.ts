import type { Package } from '@cloudsmith-sdk/client'
import type { PlanItem } from '../plan/plan.ts'
import type { ScanResult } from '../steps/scan.ts'
import type { TransferAction } from '../steps/transfer.ts'
import type { Deed, ItemOutcome, ReportItem } from './report.ts'

/** A package of a plan on its way: what this run knows of it. */
export interface Journey {
  readonly item: PlanItem
  outcome: ItemOutcome
  reasons: readonly string[]
  /** The plan holds it, a gate does by now, or another package of the plan that is held: it is not sent. */
  held: boolean
  /** Why the service would not take it. */
  refusal: string | undefined
  /** The package at the destination, as last seen. */
  row: Package | undefined
  scan: Omit<ScanResult, 'package'> | undefined
  /** Beside its arrival. */
  did: Deed[]
  tags: string[]
  /** How often it was sent, and when last, in milliseconds of the clock. */
  sends: number
  sentAt: number
  /** How often it was asked to be synchronised again. */
  resyncs: number
}

/** How a package of a plan begins: what the plan holds back goes nowhere. */
export function begin(item: PlanItem): Journey {
  const { outcome, reasons } = item
  const travels = outcome === 'promote' || outcome === 'already there'
  return {
    item,
    outcome: travels ? 'waiting' : outcome,
    reasons: travels ? [] : reasons,
    held: outcome === 'waiting',
    refusal: undefined,
    row: undefined,
    scan: undefined,
    did: [],
    tags: [],
    sends: 0,
    sentAt: 0,
    resyncs: 0,
  }
}

/** Whether it is at the destination and nothing speaks against it. */
export const isGood = ({ outcome }: Journey): boolean => outcome === 'promoted' || outcome === 'already there'

/** Whether the plan brought it to the destination: it was not there when the plan was made, and was since. */
const hasCome = ({ item, row, outcome }: Journey): boolean =>
  item.outcome === 'promote' && row !== undefined && outcome !== 'conflict'

/** Whether the plan brought it to the destination, and it is there still. */
export const isBrought = (journey: Journey): boolean => hasCome(journey) && journey.outcome !== 'compensated'

/** What the report says of it. */
export function reportItem(journey: Journey, action: TransferAction): ReportItem {
  const { item, outcome, reasons, row, scan, tags } = journey
  return {
    package: item.package,
    outcome,
    reasons,
    source: item.slugPerm,
    destination: outcome === 'compensated' ? null : (row?.slug_perm ?? null),
    files: item.files,
    scan: scan === undefined ? null : { status: scan.status, completedAt: scan.completedAt?.toISOString() ?? null },
    waivers: item.waivers,
    did: [...arrivalOf(journey, action), ...journey.did],
    tags,
  }
}

function arrivalOf(journey: Journey, action: TransferAction): Deed[] {
  if (hasCome(journey)) return [action === 'move' ? 'moved' : 'copied']
  return journey.sends > 0 && journey.row === undefined && journey.refusal === undefined ? ['sent'] : []
}
