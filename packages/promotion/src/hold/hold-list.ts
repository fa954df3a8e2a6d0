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
  /** Whether its time is over: it no longer counts, although the package still has the tag. */
  readonly expired: boolean
}

/** The holds at an edge. Plain data. */
export interface HoldList {
  /** Slug of the workspace. */
  readonly owner: string
  readonly edge: EdgeName
  /** The hold that pauses the edge; null if it is not paused. */
  readonly paused: (Hold & { readonly expired: boolean }) | null
  /** Sorted by format, name, version and file name. */
  readonly items: readonly HeldPackage[]
}

/** Formats holds for a terminal. */
export const holdsText = (list: HoldList): string => textTable(heading(list), rowsOf(list))

/**
 * Formats holds as Markdown, for a pull request or a job summary. To stay within the limit, packages held for the same reason are reduced to their
 * number and the first few.
 */
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
