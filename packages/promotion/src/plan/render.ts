import { describePause } from '../hold/hold.ts'
import { nameOf } from '../package/describe.ts'
import { namesOf } from '../package/names.ts'
import { markdownCell } from '../text/markdown.ts'
import { visibleLines } from '../text/visible.ts'
import type { MissingDependency, Plan, PlanItem, PlanOutcome } from './plan.ts'

const outcomes: readonly PlanOutcome[] = ['promote', 'needs approval', 'conflict', 'blocked', 'waiting', 'already there']

/** The plan for a person at a terminal. */
export function planText(plan: Plan): string {
  const names = namesOf(plan.items)
  const lines = plan.items.map((item, index) => [
    `  ${item.outcome}: ${names[index]}`,
    ...details(item).map((text) => `    ${text}`),
  ])
  return visibleLines([heading(plan), ...lines.flat(), ...notes(plan), `Plan ${plan.digest}`])
}

/** The plan for a pull request or a job summary. */
export function planMarkdown(plan: Plan): string {
  const names = namesOf(plan.items).map(markdownCell)
  const rows = plan.items.map(
    (item, index) => `| ${item.outcome} | ${names[index]} | ${details(item).map(markdownCell).join('<br>')} |`,
  )
  return [
    `### ${markdownCell(heading(plan))}`,
    '',
    '| | package | why |',
    '|---|---|---|',
    ...rows,
    '',
    ...notes(plan).map((note) => `- ${markdownCell(note)}`),
    '',
    `Plan ${markdownCell(plan.digest)}`,
    '',
  ].join('\n')
}

function heading({ owner, from, to, edge, items, action }: Plan): string {
  const counts = outcomes
    .map((outcome) => [outcome, items.filter((item) => item.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`)
  return `${owner}: ${from} → ${to} (${edge === null ? action : `${edge}, ${action}`}): ${counts.join(', ') || 'nothing selected'}`
}

function details({ reasons, differences }: PlanItem): readonly string[] {
  const digests = differences.map(
    ({ filename, source, destination }) =>
      `${filename}: source sha256 ${source ?? 'none'}, destination sha256 ${destination ?? 'none'}`,
  )
  return [...reasons, ...digests]
}

const missingTexts = {
  absent: 'is missing there',
  'no version satisfies': 'is missing there, where other versions are',
  undecidable: 'may be missing there',
}

function missingText({ format, name, requirements, why, detail }: MissingDependency): string {
  const wanted = requirements.flatMap(({ operator, version }) =>
    version === null ? [] : [operator === null || operator === 'matches' ? version : `${operator} ${version}`],
  )
  return `${[format, name, wanted.join(' and ')].filter(Boolean).join(' ')} ${missingTexts[why]}${detail === null ? '' : ` (${detail})`}`
}

function notes({ paused, latest, unordered, retention, missing, estimates, source, destination }: Plan): readonly string[] {
  return [
    ...(paused === null ? [] : [`The edge is ${describePause(paused)}`]),
    ...unordered.map((format) => `Not every version of ${format} here has an order: whether latest moves back is not known`),
    ...latest.map(({ format, name, distribution, from, to, backwards }) => {
      const place = distribution === undefined ? '' : ` in ${distribution}`
      return backwards
        ? `Warning: ${format} ${name} ${to} is lower than ${from}, the newest there${place}: latest may move back`
        : `${format} ${name}${place}: the newest moves from ${from} to ${to}`
    }),
    ...retention.map(({ package: lost, rule }) => `Warning: retention (${rule}) may delete ${nameOf(lost)}`),
    ...(missing ?? []).map((each) => `Warning: ${missingText(each)}, needed by ${each.neededBy.map(nameOf).join(', ')}`),
    `Read ${estimates.read.source} packages of ${source} and ${estimates.read.destination} of ${destination}`,
    `Takes about ${estimates.cost.requests} requests${estimates.cost.minutes === null ? '' : `, ${estimates.cost.minutes} minutes`}`,
  ]
}
