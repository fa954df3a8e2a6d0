import { nameOf } from '../package/describe.ts'
import { keyOf } from '../repository/identity.ts'
import { groupsOf } from '../text/groups.ts'
import type { MarkdownOptions } from '../text/limits.ts'
import { markdownOf, rowsOfGroups } from '../text/markdown.ts'
import { plural } from '../text/plural.ts'
import { textTable } from '../text/tables.ts'
import type { HistoryEntry } from './history-entry.ts'

/** Formats a history for a terminal. */
export const historyText = (entries: readonly HistoryEntry[]): string =>
  textTable(
    headingOf(entries),
    entries.map((entry) => [whenOf(entry), nameOf(entry.package), howOf(entry)]),
  )

/**
 * Formats a history as Markdown, for a pull request or a job summary, within the size limit. Claims without proof come first; packages that arrived
 * together are grouped.
 */
export function historyMarkdown(entries: readonly HistoryEntry[], options?: MarkdownOptions): string {
  const said = entries.map((entry) => ({ label: whenOf(entry), name: nameOf(entry.package), details: [howOf(entry)] }))
  const rows = rowsOfGroups(groupsOf(said, [noProof]), 'package')
  return markdownOf({ heading: headingOf(entries), columns: ['when', 'package', 'how'], rows, noun: 'package' }, options)
}

const noProof = 'no proof'

function headingOf(entries: readonly HistoryEntry[]): string {
  const proved = entries.filter(({ verified }) => verified)
  const packages = new Set(proved.map((entry) => `${keyOf(entry.package)} ${entry.slugPerm}`)).size
  const failed = entries.length - proved.length
  const worthless = failed === 0 ? '' : `, ${plural(failed, 'claim')} without proof`
  return `History: ${plural(proved.length, 'proof')} of how ${plural(packages, 'package')} arrived${worthless}`
}

const whenOf = (entry: HistoryEntry): string => (entry.verified ? entry.at : noProof)

function howOf(entry: HistoryEntry): string {
  if (!entry.verified) return `${entry.witness}: ${entry.why}`
  if (entry.witness === 'ledger') {
    const { seq, plan, requestedBy } = entry
    return `ledger: entry ${seq}, plan ${plan.slice(0, 12)}${requestedBy === null ? '' : `, requested by ${requestedBy}`}`
  }
  const { by, details } = entry
  if (details === undefined) return `evidence: verified by ${by}`
  const { from, to, plan, requestedBy, approvals } = details
  const approvers = [...new Set(approvals.map((approval) => approval.by))].join(', ')
  const people = [
    ...(requestedBy === null ? [] : [`requested by ${requestedBy}`]),
    ...(approvers === '' ? [] : [`approved by ${approvers}`]),
  ]
  return [`evidence: ${from} → ${to}, verified by ${by}`, ...people, `plan ${plan.slice(0, 12)}`].join(', ')
}
