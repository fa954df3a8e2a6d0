import { nameOf } from '../package/describe.ts'
import { type Group, groupsOf } from '../text/groups.ts'
import type { MarkdownOptions } from '../text/limits.ts'
import { markdownOf, rowsOfGroups } from '../text/markdown.ts'
import { outlineOf } from '../text/outline.ts'
import { plural } from '../text/plural.ts'
import type { Rollback, RollbackItem } from './rolled-back.ts'

/** Formats the result of a rollback for a terminal: every package, with what applies to several said once. */
export const rollbackText = (result: Rollback): string =>
  outlineOf({ heading: headingOf(result), groups: groupsIn(result), noun: 'package', notes: [endOf(result)] })

/** Formats the result of a rollback as Markdown for a pull request or a job summary, within its limit. What was not undone comes first. */
export function rollbackMarkdown(result: Rollback, options?: MarkdownOptions): string {
  const rows = rowsOfGroups(groupsIn(result), 'package')
  return markdownOf(
    { heading: headingOf(result), columns: ['', 'package', 'why'], rows, noun: 'package', end: endOf(result) },
    options,
  )
}

const groupsIn = ({ dryRun = false, items }: Rollback): readonly Group[] =>
  groupsOf(
    items.map((item) => ({
      name: nameOf(item.package),
      label: labelOf(item, dryRun),
      details: item.why === null ? [] : [item.why],
    })),
    [failedLabel(dryRun)],
  )

const failedLabel = (dryRun: boolean): string => (dryRun ? 'would not be undone' : 'not undone')

function labelOf({ did, why }: RollbackItem, dryRun: boolean): string {
  const deeds = dryRun ? did.map((deed) => `would be ${deed}`) : did
  return why === null ? deeds.join(', ') || 'nothing to undo' : [failedLabel(dryRun), ...deeds].join(', ')
}

function headingOf({ dryRun = false, outcome, items }: Rollback): string {
  const of = `${items.filter(({ why }) => why === null).length} of ${plural(items.length, 'package')}`
  return dryRun ? `Rollback, not carried out: ${of} would be as before` : `Rollback: ${outcome}, ${of} as before`
}

const endOf = ({ plan }: Rollback): string => `Plan ${plan}`
