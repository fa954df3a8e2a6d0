import type { Package } from '@cloudsmith-sdk/client'
import type { ScanResult } from '@cloudsmith-sdk/client/sync'
import type { Waiver } from '../gates/waiver.ts'
import type { Awaited } from '../package/presence.ts'
import { hasTag } from '../package/tags.ts'
import type { StepAction } from '../pipeline/edge-of.ts'
import { isSent } from '../plan/is-sent.ts'
import type { Plan, PlanItem } from '../plan/plan.ts'
import { keyOf } from '../repository/identity.ts'
import type { RowsByKey } from '../repository/repository.ts'
import type { Deed, ItemOutcome, ReportItem } from './report.ts'

/** A package of a plan on its way: what this run knows of it. */
export interface Journey extends Awaited {
  readonly item: PlanItem
  readonly key: string
  siblings: Awaited['siblings']
  outcome: ItemOutcome
  reasons: readonly string[]
  /** The plan holds it, a gate does by now, or another package of the plan that is held: it is not sent. */
  held: boolean
  /** It showed the tag of the stage before this run did anything: it was delivered, and no run takes it back. */
  delivered: boolean
  /** Why the service would not take it. */
  refusal: string | undefined
  /** The package at the destination, as last seen. */
  row: Package | undefined
  scan: Omit<ScanResult, 'package'> | undefined
  /** What gates do not let it through without, when they were last asked. */
  waivers: readonly Waiver[]
  /** Beside its arrival. */
  did: Deed[]
  /** How often it was sent, and when last, in milliseconds of the clock. */
  sends: number
  sentAt: number
  /** How often it was asked to be synchronised again. */
  resyncs: number
  /** The service was asked to tag it, and has not refused: it may have the tag before anybody has seen that. */
  askedForTag: boolean
}

/** How the packages of a plan begin: what conflicts, or is blocked by something else than gates, goes nowhere. */
export function beginAll({ items }: Plan): Journey[] {
  const byKey = Map.groupBy(items, (item) => keyOf(item.package))
  return items.map((item) => {
    const { outcome, reasons, gates, files, siblings = [], heldByNeeds = false } = item
    const key = keyOf(item.package)
    // What only gates held is asked again, and what others of the plan held: approvals, waivers, scans and time may have come since.
    const travels = outcome !== 'conflict' && (outcome !== 'blocked' || gates.length > 0 || heldByNeeds)
    const others = (byKey.get(key) ?? []).filter((other) => other !== item).map((other) => other.files)
    return {
      item,
      key,
      files,
      siblings: [...siblings, ...others],
      outcome: travels ? 'waiting' : outcome,
      reasons: travels ? [] : reasons,
      held: false,
      delivered: false,
      refusal: undefined,
      row: undefined,
      scan: undefined,
      waivers: item.waivers,
      did: [],
      sends: 0,
      sentAt: 0,
      resyncs: 0,
      askedForTag: false,
    }
  })
}

/** Whether it still has to come, or to be looked at. */
export const isOpen = ({ outcome, held }: Journey): boolean => outcome === 'waiting' && !held

/** The rows of its identity that a package may be: inside of one repository it is itself and no other. */
export const rowsFor = ({ item, key }: Journey, rows: RowsByKey, { action }: Plan): readonly Package[] =>
  (rows.get(key) ?? []).filter((row) => action !== 'tag' || row.slug_perm === item.slugPerm)

/** Whether it is at the destination and nothing speaks against it, or was delivered before. */
export const isGood = ({ outcome }: Journey): boolean => outcome === 'promoted' || outcome === 'already there'

/** Whether the plan brought it to the destination: it was not there when the plan was made, and was since. */
const hasCome = ({ item, row, outcome }: Journey): boolean => isSent(item) && row !== undefined && outcome !== 'conflict'

/**
 * Whether a run may take it back: the plan brought it, it is there still, and it was not delivered. Where a stage has no tag nothing shows
 * that, so only what this very run sent may be.
 */
export const mayTakeBack = (journey: Journey, tag: string | null): boolean =>
  hasCome(journey) && journey.outcome !== 'compensated' && !journey.delivered && (tag !== null || journey.sends > 0)

/** Of a run that was cut off: what has arrived and does not show the tag of the stage is not done. */
export function leaveOpen(journey: Journey, { tag }: Plan): void {
  if (tag === null || !isGood(journey) || journey.delivered || hasTag(journey.row, tag)) return
  journey.outcome = 'waiting'
  journey.reasons = [`it has arrived, but does not have the tag ${tag} yet`]
}

/** What the report says of it. */
export function reportItem(journey: Journey, { action, tag }: Plan): ReportItem {
  const { item, outcome, reasons, row, scan } = journey
  // What was moved with the tag on it did not get it here.
  const hadTag = item.delivered || (action === 'move' && isSent(item) && item.carriesTag === true)
  const isTagged = outcome !== 'compensated' && !hadTag && (hasTag(row, tag) || journey.askedForTag)
  return {
    package: item.package,
    outcome,
    reasons,
    source: item.slugPerm,
    destination: outcome === 'compensated' ? null : (row?.slug_perm ?? null),
    files: item.files,
    scan: scan === undefined ? null : { status: scan.status, completedAt: scan.completedAt?.toISOString() ?? null },
    waivers: journey.waivers,
    did: [...arrivalOf(journey, action), ...(isTagged ? (['tagged'] as const) : []), ...journey.did],
    tags: isTagged && tag !== null ? [tag] : [],
  }
}

function arrivalOf(journey: Journey, action: StepAction): Deed[] {
  if (hasCome(journey)) return [action === 'move' ? 'moved' : 'copied']
  return journey.sends > 0 && journey.row === undefined && journey.refusal === undefined ? ['sent'] : []
}
