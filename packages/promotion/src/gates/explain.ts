import { nameOf } from '../package/describe.ts'
import { identityOf } from '../repository/identity.ts'
import { visibleLines } from '../text/visible.ts'
import type { Gate } from './gate.ts'
import { type Answer, judge } from './judge.ts'
import type { Knowledge } from './knowledge.ts'
import { approverOf, type RefusedWaiver, type Waiver } from './waiver.ts'

/**
 * Explains the outcome of each gate for a package, as text: what was found, what is required, who can resolve it, and when it passes without further
 * action.
 */
export async function explain(gates: readonly Gate[], knowledge: Knowledge): Promise<string> {
  const { result, answers } = await judge(gates, knowledge)
  const verdict = { pass: 'may pass', block: 'is stopped', wait: 'has to wait' }[result]
  return visibleLines([`${nameOf(identityOf(knowledge.package))} ${verdict}`, ...answers.map(line)])
}

function line(answer: Answer): string {
  return `  ${answer.gate}: ${describeAnswer(answer)}`
}

/**
 * Describes the answer of a gate, also from a stored plan, as a sentence without a full stop: what was found, what resolves it, and who may waive it.
 */
export function describeAnswer(answer: Answer): string {
  switch (answer.result) {
    case 'pass':
      return ['passes', ...answer.waivers.map(describeWaiver), ...(answer.notes ?? [])].join('; ')
    case 'wait':
      return `waits for ${answer.for}${answer.until === undefined ? '; it will pass by itself, at an unknown time' : ` until ${answer.until}; then it passes by itself`}`
    case 'block':
      return [
        answer.why,
        ...(answer.remedy === undefined ? [] : [answer.remedy]),
        answer.mayWaive.length === 0 ? 'nobody may waive it' : `${answer.mayWaive.join(' or ')} may waive it`,
        ...describeMost(answer.refused ?? []),
      ].join('; ')
  }
}

/** Maximum number of refused waivers that a sentence names: a long list must not fill a page for every package. */
const most = 3

function describeMost(refused: readonly RefusedWaiver[]): readonly string[] {
  const more = refused.length - most
  return [
    ...refused.slice(0, most).map(describeRefused),
    ...(more > 0 ? [`${more} more ${more === 1 ? 'waiver does' : 'waivers do'} not count`] : []),
  ]
}

const describeWaiver = (waiver: Waiver): string =>
  `${waiver.waives} waived by ${approverOf(waiver)} until ${waiver.expires}: ${waiver.reason}`

/** Why a waiver does not count, as a sentence without a full stop. */
export const describeRefused = ({ waiver, why }: RefusedWaiver): string =>
  `the waiver of ${waiver.waives} by ${approverOf(waiver)} ${why}`
