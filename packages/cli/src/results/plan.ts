import type { Plan, PlanItem, PlanOutcome } from '@cloudsmith-sdk/promotion'
import { engine } from '../core/engine.ts'
import type { Exit } from '../core/exit-codes.ts'
import type { Check, Result } from '../core/result.ts'
import { nameOf } from './name-of.ts'

/** The result of a plan, with the worst outcome of its packages. */
export async function planResult(
  plan: Plan,
  { failIfNothing }: { readonly failIfNothing?: true | undefined } = {},
): Promise<Result> {
  const { planMarkdown, planText } = await engine()
  const count = (outcome: PlanOutcome) => plan.items.filter((item) => item.outcome === outcome).length
  return {
    exit: exitOf(plan, failIfNothing === true),
    document: plan,
    rows: plan.items,
    text: planText(plan),
    markdown: (limits) => planMarkdown(plan, limits),
    checks: plan.items.flatMap((item) => checksOf(plan, item)),
    outputs: {
      plan: plan.digest,
      packages: plan.items.length,
      promote: count('promote'),
      'already-there': count('already there'),
      'needs-approval': count('needs approval'),
      blocked: count('blocked') + count('conflict'),
      waiting: count('waiting'),
      requests: plan.estimates.cost.requests,
    },
  }
}

function exitOf({ items }: Plan, failIfNothing: boolean): Exit {
  const has = (...outcomes: PlanOutcome[]) => items.some(({ outcome }) => outcomes.includes(outcome))
  if (has('blocked', 'conflict')) return 'blocked'
  if (has('waiting', 'needs approval')) return 'waiting'
  return failIfNothing && !has('promote') ? 'nothing' : 'done'
}

/** One check for each gate that holds a package back, or else one for the package. */
function checksOf(plan: Plan, item: PlanItem): readonly Check[] {
  const subject = nameOf(item.package)
  const held = item.gates.flatMap((index) => plan.answers[index] ?? [])
  if (held.length === 0) return [{ subject, rule: 'promotion', outcome: outcomes[item.outcome], reasons: item.reasons }]
  return held.map((answer) => ({
    subject,
    rule: answer.gate,
    outcome: answer.result === 'block' && item.outcome !== 'needs approval' ? 'failed' : 'waiting',
    reasons: [answer.result === 'block' ? answer.why : answer.for],
  }))
}

const outcomes: Readonly<Record<PlanOutcome, Check['outcome']>> = {
  promote: 'passed',
  'already there': 'passed',
  'needs approval': 'waiting',
  waiting: 'waiting',
  blocked: 'failed',
  conflict: 'failed',
}
