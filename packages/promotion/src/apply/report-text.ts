import { nameOf } from '../package/describe.ts'
import { cell } from '../text/markdown.ts'
import type { Report, ReportItem } from './report.ts'

/** The report for a person at a terminal. */
export function reportText(report: Report): string {
  const lines = report.items.map((item) => `  ${item.outcome}: ${nameOf(item.package)}${told(item)}`)
  return [heading(report), ...lines, `Plan ${report.plan}`].join('\n')
}

/** The report for a pull request or a job summary. */
export function reportMarkdown(report: Report): string {
  const rows = report.items.map(
    (item) =>
      `| ${item.outcome} | ${cell(nameOf(item.package))} | ${item.did.join(', ')} | ${item.reasons.map(cell).join('<br>')} |`,
  )
  return [
    `### ${cell(heading(report))}`,
    '',
    '| | package | done | why |',
    '|---|---|---|---|',
    ...rows,
    '',
    `Plan \`${report.plan}\``,
    '',
  ].join('\n')
}

const heading = ({ owner, from, to, set, outcome, items }: Report): string => {
  const done = items.filter((item) => item.outcome === 'promoted' || item.outcome === 'already there').length
  return `${owner}: ${from} → ${to}${set === null ? '' : ` (${set})`}: ${outcome}, ${done} of ${items.length} there`
}

const told = ({ did, reasons }: ReportItem): string =>
  [did.length > 0 ? ` (${did.join(', ')})` : '', ...reasons.map((why) => `\n    ${why}`)].join('')
