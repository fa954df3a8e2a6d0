import { nameOf } from '../package/describe.ts'
import { describeEdge } from '../pipeline/edge-of.ts'
import type { Identity } from '../repository/identity.ts'
import { groupsOf } from '../text/groups.ts'
import type { MarkdownOptions } from '../text/limits.ts'
import { markdownOf, rowsOfGroups } from '../text/markdown.ts'
import { plural } from '../text/plural.ts'
import { textTable } from '../text/tables.ts'
import { type Hold, holdText } from './hold.ts'
import type { EdgeName } from './hold-store.ts'

/** A package that is held, or was. */
export interface HeldPackage {
  readonly package: Identity
  /** `slug_perm` at the source of the edge. */
  readonly slugPerm: string
  readonly hold: Hold
  /** Its time is over: it counts no more, though the package still shows its tag. */
  readonly expired: boolean
}

/** What holds at an edge. Plain data. */
export interface HoldList {
  readonly owner: string
  readonly edge: EdgeName
  /** What pauses the edge; null where nothing does. */
  readonly paused: (Hold & { readonly expired: boolean }) | null
  /** By format, name, version and file name. */
  readonly items: readonly HeldPackage[]
}

/** What holds, for a person at a terminal. */
export const holdsText = (list: HoldList): string => textTable(heading(list), rowsOf(list))

/** What holds, for a pull request or a job summary, within its limit: what is held for one reason only with the first of it. */
export function holdsMarkdown(list: HoldList, options?: MarkdownOptions): string {
  const said = rowsOf(list).map(([label = '', name = '', why = '']) => ({ label, name, details: [why] }))
  const table = { columns: ['', 'package', 'why'], rows: rowsOfGroups(groupsOf(said), 'package'), noun: 'package' }
  return markdownOf({ heading: heading(list), ...table }, options)
}

function heading({ owner, edge, items, paused }: HoldList): string {
  const state = paused === null || paused.expired ? '' : ' is paused,'
  return `${owner}: ${describeEdge(edge)}:${state} ${plural(items.filter(({ expired }) => !expired).length, 'package')} held`
}

const rowsOf = ({ edge, paused, items }: HoldList): string[][] => [
  ...(paused === null ? [] : [[stateOf(paused), `all of ${edge.from}`, holdText(paused, 'paused')]]),
  ...items.map((item) => [stateOf(item), nameOf(item.package), holdText(item.hold)]),
]

const stateOf = ({ expired }: { expired: boolean }): string => (expired ? 'over' : 'held')
