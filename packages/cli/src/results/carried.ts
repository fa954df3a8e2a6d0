import type { CarryOutcome, CarryReport } from '@cloudsmith-sdk/promotion/carry'
import type { Exit } from '../core/exit-codes.ts'
import type { Check, Result } from '../core/result.ts'
import { nameOf } from './name-of.ts'
import { resultOf } from './result-of.ts'

/** The result of `carry`, with the worst outcome of its packages. */
export function carryResult(report: CarryReport): Result {
  const { items, destination } = report
  const count = (outcome: CarryOutcome) => items.filter((item) => item.outcome === outcome).length
  const lines = items.map(
    (item) => `${item.outcome}  ${nameOf(item.package)}${item.reasons.length === 0 ? '' : `: ${item.reasons.join('; ')}`}`,
  )
  const place = `${destination.owner}/${destination.repo}`
  const counts = Object.keys(checks).flatMap((outcome) => {
    const found = count(outcome as CarryOutcome)
    return found === 0 ? [] : [`${found} ${outcome}`]
  })
  const summary = `${place}: ${counts.join(', ') || 'nothing to carry'}.`
  return resultOf({
    kind: 'carried',
    value: report,
    rows: items,
    text: [...lines, summary],
    exit: exitOf(count),
    checks: items.map((item) => ({
      subject: nameOf(item.package),
      rule: 'carry',
      outcome: checks[item.outcome],
      reasons: item.reasons,
    })),
    outputs: { packages: items.length, carried: count('carried'), 'already-there': count('already there') },
  })
}

function exitOf(count: (outcome: CarryOutcome) => number): Exit {
  if (count('blocked') + count('conflict') > 0) return 'blocked'
  if (count('failed') > 0) return 'error'
  return count('waiting') > 0 ? 'waiting' : 'done'
}

const checks: Readonly<Record<CarryOutcome, Check['outcome']>> = {
  carried: 'passed',
  'already there': 'passed',
  waiting: 'waiting',
  blocked: 'failed',
  conflict: 'failed',
  failed: 'failed',
}
