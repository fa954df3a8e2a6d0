import { namesOf } from '../package/names.ts'
import { groupsOf, type Said, sharedBy } from '../text/groups.ts'
import type { MarkdownOptions } from '../text/limits.ts'
import { markdownOf, rowsOfGroups } from '../text/markdown.ts'
import { outlineOf } from '../text/outline.ts'
import { agreedTo, agreedWith } from './agreed.ts'
import { mostOf, notesOf } from './notes.ts'
import { type Plan, type PlanItem, type PlanOutcome, requirePlan } from './plan.ts'

/** In the order in which people need to see them. */
const outcomes: readonly PlanOutcome[] = ['needs approval', 'conflict', 'blocked', 'waiting', 'promote', 'already there']

/**
 * Formats a plan for a terminal: every package, with what applies to several said once.
 *
 * @throws {DocumentError} it is not a plan of this version
 */
export function planText(plan: Plan): string {
  const { above, groups } = partsOf(plan)
  const notes = [...above, ...notesOf(plan).flat(), `Plan ${plan.digest}`]
  return outlineOf({ heading: headingOf(plan), groups, noun: 'package', notes })
}

/**
 * Formats a plan as Markdown for a pull request or a job summary. The most important items come first; where the same applies to many
 * packages, it shows their number and the first of them, so that the text stays within its limit.
 *
 * @throws {DocumentError} it is not a plan of this version
 */
export function planMarkdown(plan: Plan, options?: MarkdownOptions): string {
  const { above, groups } = partsOf(plan)
  const table = { columns: ['', 'package', 'why'], rows: rowsOfGroups(groups, 'package'), noun: 'package' }
  return markdownOf(
    { heading: headingOf(plan), above, ...table, notes: mostOf(notesOf(plan)), end: `Plan ${plan.digest}` },
    options,
  )
}

/** A reason that applies to all packages that are held back is given once at the top, and not repeated for each. */
function partsOf(plan: Plan) {
  requirePlan(plan)
  const names = namesOf(plan.items)
  const said = plan.items.map((item, index) => saidOf(item, names[index] ?? ''))
  const shared = new Set(sharedBy(said.filter((_, index) => isHeld(plan.items[index]))))
  const shorter = said.map((each, index) =>
    isHeld(plan.items[index]) ? { ...each, details: each.details.filter((detail) => !shared.has(detail)) } : each,
  )
  const above = [...[...shared].map((reason) => `For all packages that are held back: ${reason}`), ...agreedTo(plan)]
  return { above, groups: groupsOf(shorter, outcomes) }
}

const isHeld = (item: PlanItem | undefined): boolean => item?.outcome !== 'promote' && item?.outcome !== 'already there'

function saidOf(item: PlanItem, name: string): Said {
  const digests = item.differences.map(
    ({ filename, source, destination }) =>
      `${filename}: source sha256 ${source ?? 'none'}, destination sha256 ${destination ?? 'none'}`,
  )
  const agreed = agreedWith(item)
  return { name: `${name}${agreed.bytes}`, label: item.outcome, details: [...item.reasons, ...agreed.help, ...digests] }
}

/** Outcomes of more than one package that read differently from that of a single one. */
const manyOf: Partial<Record<PlanItem['outcome'], string>> = { 'needs approval': 'need approval', conflict: 'conflicts' }

function headingOf({ owner, from, to, edge, items, action }: Plan): string {
  const counts = (['promote', ...outcomes.filter((each) => each !== 'promote')] as const)
    .map((outcome) => [outcome, items.filter((item) => item.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${count === 1 ? outcome : (manyOf[outcome] ?? outcome)}`)
  return `${owner}: ${from} → ${to} (${edge === null ? action : `${edge}, ${action}`}): ${counts.join(', ') || 'nothing selected'}`
}
