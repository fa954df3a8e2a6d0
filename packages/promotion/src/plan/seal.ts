import { canonical, digestOf } from '../text/digest.ts'
import type { GateReason, Plan, PlanItem, UnsealedItem } from './plan.ts'

/** Gives every item its digest. Gates often say the same about many packages, so each answer is stored once and items refer to it. */
export function seal(items: readonly UnsealedItem[]): Pick<Plan, 'items' | 'answers'> {
  const answers: GateReason[] = []
  const places = new Map<string, number>()
  const placeOf = (answer: GateReason): number => {
    const key = canonical(answer)
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, answers.length)
    return answers.push(answer) - 1
  }
  const sealed = items.map((item) => {
    const pointing = { ...item, gates: item.gates.map(placeOf) }
    return Object.assign(pointing, { digest: digestOf(pointing) })
  })
  return { answers, items: sealed }
}

/** The objections of gates to a package of a plan, as data: what was seen, what is required, who may waive it, and until when to wait. */
export const gateReasonsOf = ({ answers }: Pick<Plan, 'answers'>, { gates }: Pick<PlanItem, 'gates'>): readonly GateReason[] =>
  gates.flatMap((place) => answers[place] ?? [])
