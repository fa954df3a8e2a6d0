import type { Gate } from './gate.ts'
import type { Knowledge } from './knowledge.ts'
import type { Block, Cause, Outcome, Wait } from './outcome.ts'
import { waiveGate } from './waive-gate.ts'
import type { Waiver } from './waiver.ts'

/** The outcome of a gate, with the name of the gate. */
export type Answer<O extends Outcome = Outcome> = O & { readonly gate: string }

/** The combined outcome of all gates for a package. */
export interface Judgement {
  /** `pass` if every gate passes; otherwise the result of the strongest reason. `wait` means that this reason goes away with time. */
  readonly result: Outcome['result']
  /** What stops the package, strongest first; empty if it passes. */
  readonly reasons: readonly Answer<Block | Wait>[]
  /** The outcome of every gate that was evaluated. */
  readonly answers: readonly Answer[]
}

/** The causes, strongest first. */
const strength: readonly Cause[] = ['deny', 'freeze', 'evidence', 'approval']

/**
 * Evaluates gates for a package. The strongest cause decides: what is denied stays denied whatever else is missing; then comes a freeze, then missing
 * evidence, then a missing approval. A valid waiver opens only the gate that it names, and only if that gate allows its approver to waive it.
 *
 * Gates that require approvals are evaluated last, and only if every other gate passes: what people approve includes the waivers that the others
 * needed.
 *
 * @param subjectOf returns the digest of what would be promoted with these waivers. Default: none, so no approval counts
 */
export async function judge(
  gates: readonly Gate[],
  knowledge: Knowledge,
  subjectOf?: (waivers: readonly Waiver[]) => string,
): Promise<Judgement> {
  const first = await Promise.all(gates.filter((gate) => !gate.asksPeople).map((gate) => ask(gate, knowledge)))
  const people = gates.filter((gate) => gate.asksPeople)
  if (people.length === 0 || first.some(({ result }) => result !== 'pass')) return judgementOf(first)
  const subject = subjectOf?.(waiversIn(first))
  const second = await Promise.all(people.map((gate) => ask(gate, { ...knowledge, subject })))
  return judgementOf([...first, ...second])
}

function judgementOf(answers: readonly Answer[]): Judgement {
  const reasons = answers.filter((answer) => answer.result !== 'pass').toSorted((a, b) => rank(a) - rank(b))
  return { result: reasons[0]?.result ?? 'pass', reasons, answers }
}

/** The waivers that the answers rely on. */
export const waiversIn = (answers: readonly Answer[]): readonly Waiver[] =>
  answers.flatMap((answer) => (answer.result === 'pass' ? answer.waivers : []))

async function ask(gate: Gate, knowledge: Knowledge): Promise<Answer> {
  const outcome = await gate.check(knowledge)
  if (outcome.result !== 'block') return { ...outcome, gate: gate.name }
  return { ...waiveGate(gate.name, outcome, knowledge), gate: gate.name }
}

/** Of the same cause, what needs action comes before what only takes time. */
const rank = ({ cause, result }: Block | Wait): number => strength.indexOf(cause) * 2 + (result === 'block' ? 0 : 1)
