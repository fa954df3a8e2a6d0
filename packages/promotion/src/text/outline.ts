import { countOf, type Group } from './groups.ts'
import { visibleLines } from './visible.ts'

/** What a text for a terminal is made of. */
export interface Outline {
  readonly heading: string
  readonly groups: readonly Group[]
  /** What the groups are of, in the singular. */
  readonly noun: string
  /** What else there is to say, below. */
  readonly notes: readonly string[]
}

/** A text for a terminal, in which nothing is left out: what is said of many things is said once, and their names follow. */
export const outlineOf = ({ heading, groups, noun, notes }: Outline): string =>
  visibleLines([heading, ...groups.flatMap((group) => linesOf(group, noun)), ...notes])

function linesOf(group: Group, noun: string): string[] {
  const { label, done, details, names } = group
  const [only, ...others] = names
  const isOne = others.length === 0
  const head = `  ${label}: ${isOne ? only : countOf(group, noun)}${done ? ` (${done})` : ''}`
  return [head, ...details.map((text) => `    ${text}`), ...(isOne ? [] : names.map((name) => `      ${name}`))]
}
