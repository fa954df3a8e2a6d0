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

/** What a run knows about one package of its plan. */
export interface Journey extends Awaited {
  readonly item: PlanItem
  readonly key: string
  siblings: Awaited['siblings']
  outcome: ItemOutcome
  reasons: readonly string[]
  /** The plan, a gate or another held package of the plan holds it back: it is not sent. */
  held: boolean
  /** It had the tag of the stage before this run did anything: it was delivered, and no run takes it back. */
  delivered: boolean
  /** Why the service refused it. */
  refusal: string | undefined
  /** The package at the destination, as last seen. */
  row: Package | undefined
  scan: Omit<ScanResult, 'package'> | undefined
  /** The waivers without which the gates would not have passed it, when they were last evaluated. */
  waivers: readonly Waiver[]
  /** What was done besides its arrival. */
  did: Deed[]
  /** How often it was sent. */
  sends: number
  sentAt: number
  /** How often another synchronisation was requested. */
  resyncs: number
  /** The service was asked to tag it, and has not refused: it may have the tag before lists show it. */
  askedForTag: boolean
}

/** The initial state of every package of a plan. Packages in conflict, or blocked by something other than gates, stay where they are. */
export function beginAll({ items }: Plan): Journey[] {
  const byKey = Map.groupBy(items, (item) => keyOf(item.package))
  return items.map((item) => {
    const { outcome, reasons, gates, files, siblings = [], heldByNeeds = false } = item
    const key = keyOf(item.package)
    // What only gates or other packages of the plan blocked is judged again: approvals, waivers, scans and time may have come since.
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

/** Whether it still has to arrive or to be checked. */
export const isOpen = ({ outcome, held }: Journey): boolean => outcome === 'waiting' && !held

/** The destination rows that may be this package. Within one repository, that is only the package itself. */
export const rowsFor = ({ item, key }: Journey, rows: RowsByKey, { action }: Plan): readonly Package[] =>
  (rows.get(key) ?? []).filter((row) => action !== 'tag' || row.slug_perm === item.slugPerm)

/** Whether it is at the destination without objections, or was delivered before. */
export const isGood = ({ outcome }: Journey): boolean => outcome === 'promoted' || outcome === 'already there'

/** Whether the plan brought it to the destination: it was not there when the plan was made, and has arrived since. */
const hasCome = ({ item, row, outcome }: Journey): boolean => isSent(item) && row !== undefined && outcome !== 'conflict'

/**
 * Whether a run may take it back: the plan brought it, it is still there, and it was not delivered. In a stage without a tag nothing shows delivery,
 * so only packages that this very run sent may be taken back.
 */
export const mayTakeBack = (journey: Journey, tag: string | null): boolean =>
  hasCome(journey) && journey.outcome !== 'compensated' && !journey.delivered && (tag !== null || journey.sends > 0)

/** After an interrupted run, a package that has arrived without the tag of the stage is not done. */
export function leaveOpen(journey: Journey, { tag }: Plan): void {
  if (tag === null || !isGood(journey) || journey.delivered || hasTag(journey.row, tag)) return
  journey.outcome = 'waiting'
  journey.reasons = [`it has arrived, but does not have the tag ${tag} yet`]
}

/** Its entry in the report. */
export function reportItem(journey: Journey, { action, tag }: Plan): ReportItem {
  const { item, outcome, reasons, row, scan } = journey
  // A package that was moved with the tag on it did not get the tag here.
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
