import { nameOf } from '../package/describe.ts'
import { type Group, groupsOf } from '../text/groups.ts'
import type { MarkdownOptions } from '../text/limits.ts'
import { markdownOf, rowsOfGroups } from '../text/markdown.ts'
import { outlineOf } from '../text/outline.ts'
import { plural } from '../text/plural.ts'
import type { Restoration, RestoreItem } from './restoration.ts'

/** Formats the result of a restore for a terminal: every package, with what applies to several said once. */
export const restorationText = (result: Restoration): string =>
  outlineOf({ heading: headingOf(result), groups: groupsIn(result), noun: 'package', notes: [] })

/** Formats the result of a restore as Markdown for a pull request or a job summary, within its limit. What needs attention comes first. */
export function restorationMarkdown(result: Restoration, options?: MarkdownOptions): string {
  const rows = rowsOfGroups(groupsIn(result), 'package')
  return markdownOf({ heading: headingOf(result), columns: ['', 'package', 'why'], rows, noun: 'package' }, options)
}

function groupsIn({ items }: Restoration): readonly Group[] {
  // A step with a reason did not succeed.
  const failedFirst = [...items.filter(({ why }) => why !== null), ...items.filter(({ why }) => why === null)]
  return groupsOf(
    failedFirst.map((item) => ({
      name: nameOf(item.package),
      label: labelOf(item),
      details: item.why === null ? [] : [item.why],
    })),
  )
}

const labelOf = ({ step, from }: RestoreItem): string => (from === null ? step : `${step} from ${from}`)

function headingOf({ stage, to, dryRun, outcome, items }: Restoration): string {
  const well = items.filter(({ why }) => why === null).length
  if (items.length === 0) return `${stage} as of ${to}: nothing has changed since`
  return `${stage} as of ${to}${dryRun ? ', not carried out' : ''}: ${outcome}, ${well} of ${plural(items.length, 'step')} ${dryRun ? 'would succeed' : 'succeeded'}`
}
