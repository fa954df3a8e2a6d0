import { describeAnswer } from '../gates/explain.ts'
import { judge } from '../gates/judge.ts'
import type { Knowledge } from '../gates/knowledge.ts'
import { hasTag } from '../package/tags.ts'
import { reasonNotTo } from '../package/transfer.ts'
import type { Stage } from '../pipeline/define-pipeline.ts'
import type { FrozenPackage, PlanItem, PlanOutcome } from './plan.ts'
import type { Standing } from './standing.ts'

/** A package, and all that decides about it. */
export interface Examined {
  readonly frozen: FrozenPackage
  readonly knowledge: Knowledge
  readonly standing: Standing
  readonly stage: Stage
  /** What retention would delete if everything arrived, where the stage does not allow that. */
  readonly losses: number
  /** Why it would not be whole at the destination, whatever its own bytes there. */
  readonly flaw: string | undefined
}

/** What would become of a package. Its bytes at the destination come before any gate: what is there is there. */
export async function itemOf(examined: Examined): Promise<PlanItem> {
  const { frozen, knowledge, standing } = examined
  const delivered = standing.kind === 'same' && hasTag(standing.row, examined.stage.tag)
  const carriesTag = hasTag(knowledge.package, examined.stage.tag)
  const item = { ...frozen, delivered, ...(carriesTag ? { carriesTag } : {}), gates: [], waivers: [], differences: [] }
  const early = beforeGates(examined)
  if (early !== undefined) {
    const [outcome, reason] = early
    return { ...item, outcome, reasons: [reason], differences: standing.kind === 'other bytes' ? standing.differences : [] }
  }
  const { result, reasons, answers } = await judge(examined.stage.gates, knowledge)
  const outcome = ({ pass: 'promote', block: 'blocked', wait: 'waiting' } as const)[result]
  const waived = answers.filter((answer) => answer.result === 'pass').filter((answer) => answer.waivers.length > 0)
  const told = (result === 'pass' ? waived : reasons).map((answer) => `${answer.gate}: ${describeAnswer(answer)}`)
  return { ...item, outcome, reasons: told, gates: reasons, waivers: waived.flatMap(({ waivers }) => waivers) }
}

function beforeGates({
  frozen: { files },
  knowledge: { package: row },
  standing,
  stage,
  losses,
  flaw,
}: Examined): [PlanOutcome, string] | undefined {
  if (flaw !== undefined) return ['blocked', flaw]
  if (standing.kind === 'same') return ['already there', `${stage.repository} has the same bytes`]
  if (!row.is_sync_completed && !row.is_sync_failed) return ['waiting', 'it is not synchronised yet']
  if (standing.kind === 'in flight') return ['waiting', `it is being synchronised in ${stage.repository}`]
  if (files.some(({ sha256 }) => sha256 === null)) return ['blocked', 'the service does not tell the digest of every file']
  if (standing.kind === 'other bytes') return ['conflict', `${stage.repository} has other bytes under its name and version`]
  const unfit = reasonNotTo(row, stage.action)
  if (unfit !== undefined) return ['blocked', unfit.replace(/\.$/, '')]
  if (losses > 0) return ['blocked', `retention at ${stage.repository} may delete ${losses} packages when the plan is applied`]
  return undefined
}
