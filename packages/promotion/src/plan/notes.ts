import { missingText } from '../dependencies/missing.ts'
import { describePause } from '../hold/hold.ts'
import { nameOf } from '../package/describe.ts'
import { firstOf } from '../text/cut.ts'
import { plural } from '../text/plural.ts'
import type { LatestMove, Plan } from './plan.ts'
import { waiverTexts } from './waiver-texts.ts'

/** The notes of a plan: one list per type of note, the most important first. */
export function notesOf(plan: Plan): readonly (readonly string[])[] {
  const { paused, latest, unordered, retention, missing, waivers, estimates, source, destination } = plan
  const { read, cost } = estimates
  return [
    paused === null ? [] : [`The edge is ${describePause(paused)}`],
    latest.filter(({ backwards }) => backwards).map(latestText),
    retention.map(({ package: lost, rule }) => `Warning: retention (${rule}) may delete ${nameOf(lost)}`),
    ...[false, true].map((isPossible) =>
      (missing ?? []).filter(({ possible = false }) => possible === isPossible).map((each) => missingText(each, plan)),
    ),
    waiverTexts(waivers),
    unordered.map((format) => `Some ${format} versions here cannot be ordered: whether latest moves back is not known`),
    latest.filter(({ backwards }) => !backwards).map(latestText),
    [
      `Read ${plural(read.source, 'package')} of ${source} and ${read.destination} of ${destination}`,
      `Takes about ${plural(cost.requests, 'request')}${cost.minutes === null ? '' : ` and ${plural(cost.minutes, 'minute')}`}`,
    ],
  ]
}

/** The first notes of each type, and how many more there are. */
export const mostOf = (notes: readonly (readonly string[])[]): readonly string[] => notes.flatMap((kind) => firstOf(kind))

function latestText({ format, name, distribution, from, to, backwards }: LatestMove): string {
  const place = distribution === undefined ? '' : ` in ${distribution}`
  return backwards
    ? `Warning: ${format} ${name} ${to} is lower than ${from}, the newest there${place}: latest may move back`
    : `${format} ${name}${place}: the newest moves from ${from} to ${to}`
}
