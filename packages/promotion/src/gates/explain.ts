import { nameOf } from '../package/describe.ts'
import { identityOf } from '../repository/identity.ts'
import { visibleLines } from '../text/visible.ts'
import type { Gate } from './gate.ts'
import { type Answer, judge } from './judge.ts'
import type { Knowledge } from './knowledge.ts'
import type { Fact } from './outcome.ts'

/**
 * Says in words what each gate makes of a package: what was seen, what is needed, who may waive it, when it passes by itself.
 */
export async function explain(gates: readonly Gate[], knowledge: Knowledge): Promise<string> {
  const { result, answers } = await judge(gates, knowledge)
  const verdict = { pass: 'may pass', block: 'is stopped', wait: 'has to wait' }[result]
  return visibleLines([`${nameOf(identityOf(knowledge.package))} ${verdict}`, ...answers.map(line)])
}

function line(answer: Answer): string {
  return `  ${answer.gate}: ${describeAnswer(answer)}`
}

/** The answer of a gate as a sentence without its full stop. */
export function describeAnswer(answer: Answer): string {
  switch (answer.result) {
    case 'pass':
      return [
        'passes',
        ...answer.waivers.map(({ waives, owner, expires }) => `${waives} waived by ${owner} until ${expires}`),
      ].join('; ')
    case 'wait':
      return `waits for ${answer.for}, ${answer.until === undefined ? 'nobody can tell how long' : `until ${answer.until}`}${facts(answer)}`
    case 'block':
      return `${answer.why}${facts(answer)}; ${answer.mayWaive.length === 0 ? 'nobody may waive it' : `${answer.mayWaive.join(' or ')} may waive it`}`
  }
}

const facts = ({ seen, needed }: { seen: Fact; needed: Fact }) => ` (seen: ${show(seen)}; needed: ${show(needed)})`

const show = (fact: Fact): string => (typeof fact === 'string' ? fact : JSON.stringify(fact))
