import type { Plan, PlanItem, WaivedPackages } from '@cloudsmith-sdk/promotion'
import type { Fact } from '@cloudsmith-sdk/promotion/gates'
import { engine } from '../core/engine.ts'
import type { DraftedWaiver } from '../documents/waivers.ts'

/** Drafts a waiver for each finding that blocks packages, or for the gate if it reports no findings, if somebody may waive it. */
export async function draftWaivers(plan: Plan): Promise<readonly DraftedWaiver[]> {
  const { gateReasonsOf } = await engine()
  const needed = plan.items.flatMap((item) =>
    gateReasonsOf(plan, item).flatMap((answer) => {
      if (answer.result !== 'block' || answer.mayWaive.length === 0) return []
      const findings = findingsIn(answer.seen)
      const meant = findings.length > 0 ? findings : [{ waives: answer.gate, fixed: null }]
      return meant.map((each) => ({ ...each, mayWaive: answer.mayWaive, package: packageOf(item) }))
    }),
  )
  return [...Map.groupBy(needed, ({ waives }) => waives)].map(([waives, all]) => ({
    waives,
    packages: [...new Map(all.map((each) => [JSON.stringify(each.package), each.package])).values()],
    stages: [plan.to],
    mayWaive: [...new Set(all.flatMap(({ mayWaive }) => mayWaive))],
    fixed: all.find(({ fixed }) => fixed !== null)?.fixed ?? null,
  }))
}

/** If packages in several groups have the name, only this group's. */
function packageOf({ package: { format, name, version, identifiers } }: PlanItem): WaivedPackages {
  const group = identifiers?.maven_group_id
  return { format, name: group === undefined ? name : `${group}:${name}`, versions: version }
}

/** Findings are a list, or in a field of this name next to their count. */
function findingsIn(seen: Fact): readonly { waives: string; fixed: string | null }[] {
  const listed = Array.isArray(seen) ? seen : isObject(seen) ? seen.findings : undefined
  if (!Array.isArray(listed)) return []
  return listed.flatMap((each: Fact) =>
    isObject(each) && typeof each.id === 'string'
      ? [{ waives: each.id, fixed: typeof each.fixed === 'string' ? each.fixed : null }]
      : [],
  )
}

const isObject = (fact: Fact | undefined): fact is { readonly [key: string]: Fact } =>
  typeof fact === 'object' && fact !== null && !Array.isArray(fact)
