import type { HoldList, Resumption } from '@cloudsmith-sdk/promotion/hold'
import type { Result } from '../core/result.ts'
import { nameOf } from './name-of.ts'
import { resultOf } from './result-of.ts'

/** The result of `hold`: what is held back at an edge. */
export async function heldResult(list: HoldList): Promise<Result> {
  const { holdsMarkdown, holdsText } = await import('@cloudsmith-sdk/promotion/hold')
  return resultOf({
    kind: 'held',
    value: list,
    rows: list.items,
    text: holdsText(list),
    markdown: (limits) => holdsMarkdown(list, limits),
    checks: list.items.map((item) => ({
      subject: nameOf(item.package),
      rule: 'hold',
      outcome: item.expired ? 'passed' : 'waiting',
      reasons: item.hold.why === null ? [] : [item.hold.why],
    })),
    outputs: { held: list.items.filter(({ expired }) => !expired).length },
  })
}

/** The result of `resume`: what was released. */
export function resumedResult(resumed: Resumption): Result {
  const { items, paused, edge } = resumed
  const freed = [
    ...(paused === null ? [] : [{ subject: `${edge.from} → ${edge.to}`, why: paused.why }]),
    ...items.map((item) => ({ subject: nameOf(item.package), why: item.hold.why })),
  ]
  const lines = freed.map(({ subject, why }) => `resumed  ${subject}${why === null ? '' : `: was held: ${why}`}`)
  return resultOf({
    kind: 'resumed',
    value: resumed,
    rows: items,
    text: lines,
    empty: 'Nothing was held.',
    checks: freed.map(({ subject }) => ({ subject, rule: 'hold', outcome: 'passed', reasons: [] })),
    outputs: { resumed: freed.length },
  })
}
