import type { Knowledge } from './knowledge.ts'
import { isAbout, objectionTo } from './objection.ts'
import { type Block, type Pass, pass } from './outcome.ts'

/** Applies the waivers that name a gate to its block. A waiver by somebody who may not waive the gate has no effect. */
export function waiveGate(gate: string, shut: Block, knowledge: Knowledge): Block | Pass {
  const { refused = [], ...rest } = shut
  const named = knowledge.waivers
    .filter(({ waives }) => waives.trim().toLowerCase() === gate.toLowerCase())
    .filter((waiver) => isAbout(waiver, knowledge.package))
    .map((waiver) => ({ waiver, why: objectionTo(waiver, knowledge, shut.mayWaive) }))
  const covering = named.find(({ why }) => why === undefined)
  if (covering !== undefined) return pass([covering.waiver])
  const all = [...refused, ...named.flatMap(({ waiver, why }) => (why === undefined ? [] : { waiver, why }))]
  return all.length === 0 ? rest : { ...rest, refused: all }
}
