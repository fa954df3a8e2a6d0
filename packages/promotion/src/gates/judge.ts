import type { Gate } from './gate.ts'
import type { Knowledge } from './knowledge.ts'
import type { Block, Cause, Outcome, Wait } from './outcome.ts'
import { waiveGate } from './waive-gate.ts'
import type { Waiver } from './waiver.ts'

/** What a gate answered. */
export type Answer<O extends Outcome = Outcome> = O & { readonly gate: string }

/** What all gates together say of a package. */
export interface Judgement {
  /** `block` where a gate blocks for a reason as strong as any; `wait` where the strongest reason goes away by itself. */
  readonly result: Outcome['result']
  /** What stops the package, strongest first; empty where it passes. */
  readonly reasons: readonly Answer<Block | Wait>[]
  /** Every gate that was asked. */
  readonly answers: readonly Answer[]
}

/** The strongest first. */
const strength: readonly Cause[] = ['deny', 'freeze', 'evidence', 'approval']

/**
 * Asks every gate. What is denied is denied whatever else is missing; then counts a freeze, then evidence that is missing, then an approval.
 * A live waiver opens a gate that says who may waive it, and that gate alone.
 *
 * People are asked last, and only where every other gate is open: what they agree to includes what the others needed.
 *
 * @param subjectOf digest of what would happen with the help of these waivers
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

/** The waivers that answers rest upon. */
export const waiversIn = (answers: readonly Answer[]): readonly Waiver[] =>
  answers.flatMap((answer) => (answer.result === 'pass' ? answer.waivers : []))

async function ask(gate: Gate, knowledge: Knowledge): Promise<Answer> {
  const outcome = await gate.check(knowledge)
  if (outcome.result !== 'block') return { ...outcome, gate: gate.name }
  return { ...waiveGate(gate.name, outcome, knowledge), gate: gate.name }
}

/** Of one cause, what has to be done comes before what only takes time. */
const rank = ({ cause, result }: Block | Wait): number => strength.indexOf(cause) * 2 + (result === 'block' ? 0 : 1)
