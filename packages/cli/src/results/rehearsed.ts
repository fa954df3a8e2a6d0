import type { Report } from '@cloudsmith-sdk/promotion'
import type { MirrorGap, Rehearsal } from '@cloudsmith-sdk/promotion/rehearsal'
import type { Result } from '../core/result.ts'
import type { RehearsalDocument } from '../documents/promotions.ts'
import { nameOf } from './name-of.ts'
import { reportResult } from './report.ts'
import { resultOf } from './result-of.ts'

/** The result of a rehearsal. */
export async function rehearsalResult({ report, latest, unknown, ...rehearsed }: Rehearsal): Promise<Result> {
  const quarantined = rehearsed.quarantined.map(({ package: identity, why }) => ({ package: nameOf(identity), why }))
  const deletedByRetention = rehearsed.deletedByRetention.map(nameOf)
  const result = await reportResult(report)
  const refused = refusedIn(report)
  const told = [
    `Rehearsed: the plan would end with the outcome ${report.outcome}.`,
    ...refused.map(({ package: name, outcome, reasons }) => `  would not arrive (${outcome}): ${name}: ${reasons.join('; ')}`),
    ...quarantined.map(({ package: name, why }) => `  would be quarantined on arrival: ${name}${why === null ? '' : `: ${why}`}`),
    ...deletedByRetention.map((name) => `  would be deleted by retention: ${name}`),
    ...latest.map(({ format, name, from, to }) => `  latest of ${format}:${name} would move: ${from} → ${to ?? 'none'}`),
    ...(unknown.length === 0 ? [] : ['Not taken into account:', ...unknown.map(gapLine)]),
  ]
  return resultOf({
    kind: 'rehearsal',
    value: { report, refused, quarantined, deletedByRetention, latest, unknown },
    rows: report.items,
    text: told,
    exit: result.exit,
    checks: result.checks,
    outputs: {
      ...result.outputs,
      refused: refused.length,
      quarantined: quarantined.length,
      'deleted-by-retention': deletedByRetention.length,
      'latest-moved': latest.length,
    },
  })
}

/** The packages that would not arrive. */
const refusedIn = ({ items }: Report): RehearsalDocument['refused'] =>
  items
    .filter(({ outcome }) => outcome !== 'promoted' && outcome !== 'already there')
    .map(({ package: identity, outcome, reasons }) => ({ package: nameOf(identity), outcome, reasons }))

const gapLine = ({ what, where, why, detail }: MirrorGap): string => `  ${what} of ${where} (${why}): ${detail}`
