import { namesOf } from '../package/names.ts'
import { type Group, groupsOf } from '../text/groups.ts'
import type { MarkdownOptions } from '../text/limits.ts'
import { markdownOf, rowsOfGroups } from '../text/markdown.ts'
import { outlineOf } from '../text/outline.ts'
import { plural } from '../text/plural.ts'
import { type ItemOutcome, type Report, requireReport } from './report.ts'

/** The order of outcomes, with what people must attend to first. */
const outcomes: readonly ItemOutcome[] = [
  ...(['failed', 'compensated', 'conflict', 'blocked', 'needs approval', 'waiting'] as const),
  ...(['promoted', 'already there'] as const),
]

/**
 * Formats a report for a terminal. Lists every package; reasons that several share appear once.
 *
 * @throws {DocumentError} it is not a report of this version
 */
export function reportText(report: Report): string {
  requireReport(report)
  return outlineOf({ heading: headingOf(report), groups: groupsIn(report), noun: 'package', notes: [endOf(report)] })
}

/**
 * Formats a report as Markdown, for a pull request or a job summary. What needs attention comes first; packages with the same reasons are reduced to
 * their number and the first few, so the text never exceeds its limit.
 *
 * @throws {DocumentError} it is not a report of this version
 */
export function reportMarkdown(report: Report, options?: MarkdownOptions): string {
  requireReport(report)
  const rows = rowsOfGroups(groupsIn(report), 'package', true)
  const table = { columns: ['', 'package', 'done', 'why'], rows, noun: 'package' }
  return markdownOf({ heading: headingOf(report), ...table, end: endOf(report) }, options)
}

function groupsIn({ items }: Report): readonly Group[] {
  const names = namesOf(items)
  const said = items.map(({ outcome, did, reasons }, index) => ({
    ...{ name: names[index] ?? '', label: outcome, done: did.join(', '), details: reasons },
  }))
  return groupsOf(said, outcomes)
}

const headingOf = ({ owner, from, to, edge, set, outcome, items }: Report): string => {
  const done = items.filter((item) => item.outcome === 'promoted' || item.outcome === 'already there').length
  const named = [edge, set].filter((name) => name !== null).join(', ')
  return `${owner}: ${from} → ${to}${named === '' ? '' : ` (${named})`}: ${outcome}, ${done} of ${plural(items.length, 'package')} in place`
}

const endOf = ({ plan }: Report): string => `Plan ${plan}`
