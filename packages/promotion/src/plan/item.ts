import { describeAnswer } from '../gates/explain.ts'
import { type Answer, type Judgement, judge, waiversIn } from '../gates/judge.ts'
import type { Knowledge } from '../gates/knowledge.ts'
import type { Block, Wait } from '../gates/outcome.ts'
import type { RefusedWaiver } from '../gates/waiver.ts'
import type { Standing } from '../package/standing.ts'
import { hasTag } from '../package/tags.ts'
import { reasonNotTo } from '../package/transfer.ts'
import type { Destination } from '../pipeline/edge-of.ts'
import { isInStage } from '../pipeline/stage-rows.ts'
import { plural } from '../text/plural.ts'
import type { SubjectOf } from './digest.ts'
import type { FrozenPackage, GateReason, PlanItem, PlanOutcome, UnsealedItem } from './plan.ts'

/** A package, and everything that decides its outcome. */
export interface Examined {
  readonly frozen: FrozenPackage
  readonly knowledge: Knowledge
  readonly standing: Standing
  readonly stage: Destination
  /** Number of packages that retention would delete if everything arrived; 0 if the stage allows that. */
  readonly losses: number
  /** The newest version at the destination, if it is higher and the stage blocks lower arrivals. */
  readonly above: string | undefined
  /** Why it would be incomplete at the destination, whatever its own bytes there. */
  readonly flaw: string | undefined
}

/**
 * Decides the outcome for a package. Its bytes at the destination are checked before any gate: if they are there, it counts as promoted. If
 * stages share a repository, it only counts with the tag of the stage; without the tag it must pass the gates, but need not be sent.
 *
 * @param subjectOf computes what approvers would agree to
 */
export async function itemOf(examined: Examined, subjectOf: SubjectOf): Promise<Judged> {
  const { frozen, standing, stage } = examined
  const fate = fateBeforeGates(examined) ?? (await fateByGates(examined, subjectOf))
  const item: UnsealedItem = {
    ...frozen,
    delivered: standing.kind === 'same' && hasTag(standing.row, stage.tag),
    ...(carriesTagOf(examined) ? { carriesTag: true } : {}),
    outcome: fate.outcome,
    reasons: fate.reasons,
    gates: fate.gates ?? none,
    waivers: fate.waivers ?? none,
    differences: standing.kind === 'other bytes' ? standing.differences : none,
  }
  return { item, refused: fate.refused ?? none }
}

/** The outcome for a package, and the waivers that were refused. */
export interface Judged {
  readonly item: UnsealedItem
  readonly refused: readonly RefusedWaiver[]
}

type Fate = Pick<PlanItem, 'outcome' | 'reasons'> & Partial<Pick<UnsealedItem, 'gates' | 'waivers'> & Pick<Judged, 'refused'>>

/** One shared array for all: a large plan has very many of them. */
const none: readonly never[] = []

async function fateByGates({ frozen, knowledge, stage }: Examined, subjectOf: SubjectOf): Promise<Fate> {
  if (stage.gates.length === 0) return { outcome: 'promote', reasons: none }
  const { result, reasons, answers } = await judge(stage.gates, knowledge, (waivers) => subjectOf(frozen, waivers))
  const telling = answers
    .filter((answer) => answer.result === 'pass')
    .filter(({ waivers, notes = [] }) => waivers.length + notes.length > 0)
  const told = (result === 'pass' ? telling : reasons).map((answer) => `${answer.gate}: ${describeAnswer(answer)}`)
  return {
    ...{ outcome: outcomeOf(result, reasons), reasons: told, waivers: waiversIn(answers) },
    gates: reasons.map(withoutWaivers),
    refused: reasons.flatMap((answer) => (answer.result === 'block' ? (answer.refused ?? []) : [])),
  }
}

/** Refused waivers are stored once in the plan, and described in the reasons of each item. */
function withoutWaivers(answer: Answer<Block | Wait>): GateReason {
  if (answer.result === 'wait') return answer
  const { refused: _, ...rest } = answer
  return rest
}

/** The outcome that follows from the results of the gates. */
export function outcomeOf(result: Judgement['result'], reasons: Judgement['reasons']): PlanOutcome {
  if (result === 'pass') return 'promote'
  if (result === 'wait') return 'waiting'
  return reasons.every(({ cause }) => cause === 'approval') ? 'needs approval' : 'blocked'
}

/** Within one repository, the tag can only be the one that this plan would set. */
const carriesTagOf = ({ knowledge, stage }: Examined): boolean => stage.action !== 'tag' && hasTag(knowledge.package, stage.tag)

function fateBeforeGates(examined: Examined): Fate | undefined {
  const early = beforeGates(examined)
  return early && { outcome: early[0], reasons: [early[1]] }
}

function beforeGates(examined: Examined): [PlanOutcome, string] | undefined {
  const { frozen, knowledge, standing, stage, losses, above, flaw } = examined
  const row = knowledge.package
  if (flaw !== undefined) return ['blocked', flaw]
  if (standing.kind === 'same' && isInStage(stage, standing.row)) return ['already there', whereItIs(stage)]
  if (!row.is_sync_completed && !row.is_sync_failed) return ['waiting', 'it is not synchronised yet']
  if (standing.kind === 'in flight') return ['waiting', `it is being synchronised in ${stage.repository}`]
  if (frozen.files.some(({ sha256 }) => sha256 === null))
    return ['blocked', 'the service does not report the digest of every file']
  if (standing.kind === 'other bytes')
    return ['conflict', `${stage.repository} has a package with its name and version, but different bytes`]
  const unfit = reasonNotTo(row, standing.kind === 'same' ? 'tag' : stage.action)
  if (unfit !== undefined) return ['blocked', unfit.replace(/\.$/, '')]
  // A package that is sent takes its tags along, so it would be in the stage before it is verified there.
  if (stage.shared && carriesTagOf(examined)) {
    return [
      'blocked',
      `it already has the tag ${stage.tag}, which would put it into ${stage.name} unverified: remove the tag first`,
    ]
  }
  if (above !== undefined) {
    const lower = `${frozen.package.version} is lower than ${above}, the newest in ${stage.name}`
    return ['blocked', `${lower}: latest may move back`]
  }
  if (losses > 0)
    return ['blocked', `retention at ${stage.repository} may delete ${plural(losses, 'package')} when the plan is applied`]
  return undefined
}

const whereItIs = ({ repository, shared, tag }: Destination): string =>
  shared ? `${repository} has the same bytes, tagged ${tag}` : `${repository} has the same bytes`
