import { isNamed } from '../gates/advisories.ts'
import type { Gate } from '../gates/gate.ts'
import type { Knowledge } from '../gates/knowledge.ts'
import { isAbout, stageAgainst, timeAgainst } from '../gates/objection.ts'
import type { RefusedWaiver, Waiver } from '../gates/waiver.ts'
import { shapeAgainst } from '../gates/waiver-shape.ts'
import type { PackageRow } from '../repository/row.ts'
import type { PlanItem, PlanWaivers } from './plan.ts'

/** What the gates received, and their results. */
interface Judged {
  readonly items: readonly Pick<PlanItem, 'waivers'>[]
  readonly refused: readonly RefusedWaiver[]
  readonly rows: readonly PackageRow[]
  readonly known: (row: PackageRow) => Knowledge
  readonly gates: readonly Pick<Gate, 'name'>[]
}

/** Reasons per refused waiver, at most: a waiver may apply to many versions. */
const mostReasons = 3

/** Sorts waivers into those that were used, those that match nothing, and those that were refused, with the reasons. */
export function waiverNotes(waivers: readonly Waiver[], { items, refused, rows, known, gates }: Judged): PlanWaivers {
  const used = new Set(items.flatMap((item) => item.waivers))
  const others = waivers.filter((waiver) => !used.has(waiver))
  const reasons = new Map(others.map((waiver) => [waiver, reasonsOf(waiver)]))
  return {
    used: waivers.filter((waiver) => used.has(waiver)),
    unmatched: others.filter((waiver) => reasons.get(waiver)?.length === 0),
    refused: others.flatMap((waiver) => (reasons.get(waiver) ?? []).map((why) => ({ waiver, why }))),
  }

  function reasonsOf(waiver: Waiver): readonly string[] {
    const told = new Set(refused.filter((each) => each.waiver === waiver).map(({ why }) => why))
    if (told.size > 0) return [...told].slice(0, mostReasons)
    const [any] = rows.slice(0, 1).map(known)
    const early = shapeAgainst(waiver) ?? (any && (timeAgainst(waiver, any) ?? stageAgainst(waiver, any.step)))
    if (early !== undefined) return [early]
    return rows.some((row) => isAbout(waiver, row) && hasWhatItWaives(waiver, known(row))) ? ['is not needed'] : []
  }

  function hasWhatItWaives({ waives, aliases = [] }: Waiver, { findings = [] }: Knowledge): boolean {
    const isGate = gates.some(({ name }) => name.toLowerCase() === waives.trim().toLowerCase())
    return isGate || findings.some((finding) => isNamed(finding, [waives, ...aliases]))
  }
}
