import { nameOf } from '../package/describe.ts'
import { type Group, groupsOf } from '../text/groups.ts'
import type { MarkdownOptions } from '../text/limits.ts'
import { markdownOf, rowsOfGroups } from '../text/markdown.ts'
import { outlineOf } from '../text/outline.ts'
import type { Restoration, RestoreItem } from './restoration.ts'

/** What was restored, for a person at a terminal: every package, what is said of several once. */
export const restorationText = (result: Restoration): string =>
  outlineOf({ heading: headingOf(result), groups: groupsIn(result), noun: 'package', notes: [] })

/** What was restored, for a pull request or a job summary, within its limit: what needs a human comes first. */
export function restorationMarkdown(result: Restoration, options?: MarkdownOptions): string {
  const rows = rowsOfGroups(groupsIn(result), 'package')
  return markdownOf({ heading: headingOf(result), columns: ['', 'package', 'why'], rows, noun: 'package' }, options)
}

function groupsIn({ items }: Restoration): readonly Group[] {
  // What has a reason did not come out as it should.
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
  return `${stage} as of ${to}${dryRun ? ', not carried out' : ''}: ${outcome}, ${well} of ${items.length} steps ${dryRun ? 'would go' : 'went'} well`
}
