import { namesOf } from '../package/names.ts'
import { markdownCell } from '../text/markdown.ts'
import { visibleLines } from '../text/visible.ts'
import type { Report, ReportItem } from './report.ts'

/** The report for a person at a terminal. */
export function reportText(report: Report): string {
  const names = namesOf(report.items)
  return visibleLines([
    heading(report),
    ...report.items.flatMap((item, index) => linesOf(item, names[index] ?? '')),
    `Plan ${report.plan}`,
  ])
}

/** The report for a pull request or a job summary. */
export function reportMarkdown(report: Report): string {
  const names = namesOf(report.items).map(markdownCell)
  const rows = report.items.map(
    (item, index) =>
      `| ${item.outcome} | ${names[index]} | ${item.did.join(', ')} | ${item.reasons.map(markdownCell).join('<br>')} |`,
  )
  return [
    `### ${markdownCell(heading(report))}`,
    '',
    '| | package | done | why |',
    '|---|---|---|---|',
    ...rows,
    '',
    `Plan ${markdownCell(report.plan)}`,
    '',
  ].join('\n')
}

const heading = ({ owner, from, to, edge, set, outcome, items }: Report): string => {
  const done = items.filter((item) => item.outcome === 'promoted' || item.outcome === 'already there').length
  const named = [edge, set].filter((name) => name !== null).join(', ')
  return `${owner}: ${from} → ${to}${named === '' ? '' : ` (${named})`}: ${outcome}, ${done} of ${items.length} there`
}

const linesOf = ({ outcome, did, reasons }: ReportItem, name: string): string[] => [
  `  ${outcome}: ${name}${did.length > 0 ? ` (${did.join(', ')})` : ''}`,
  ...reasons.map((why) => `    ${why}`),
]
