import type { Report, ReportItem } from '../apply/report.ts'
import type { Brought } from '../apply/take-back.ts'

/** What a rollback has to undo. */
export interface RollbackWork {
  /** Packages that only lose the tags that they got by the promotion, or lose them before they are moved back. */
  readonly tagged: readonly ReportItem[]
  /** Packages that the promotion brought, and that are deleted or moved back. */
  readonly brought: readonly Brought[]
}

/** Reads from a report what a rollback has to undo. */
export function workOf({ action, items }: Report): RollbackWork {
  return {
    tagged: items.filter((item) => item.tags.length > 0 && (action !== 'copy' || !isBrought(item))),
    brought: action === 'tag' ? [] : items.filter(isBrought).flatMap(broughtOf),
  }
}

/** Why a package cannot be rolled back that was being sent when its run was cut off. */
export const onItsWay = 'it was being sent when the run was interrupted: apply the plan again, and roll that run back'

/** It came by this promotion, and is still there as far as the report knows. */
const isBrought = ({ did }: ReportItem): boolean =>
  (did.includes('copied') || did.includes('moved')) && !did.includes('deleted') && !did.includes('moved back')

const broughtOf = ({ package: identity, source, destination, files }: ReportItem): Brought[] =>
  destination === null ? [] : [{ package: identity, source, destination, files }]
