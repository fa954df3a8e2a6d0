import { countOf, type Group } from './groups.ts'
import { visibleLines } from './visible.ts'

/** The parts of a text for a terminal. */
export interface Outline {
  readonly heading: string
  readonly groups: readonly Group[]
  /** What the groups list, in the singular. */
  readonly noun: string
  /** Further notes, at the end. */
  readonly notes: readonly string[]
}

/** Formats a text for a terminal. Nothing is left out: what is said of many items is said once, and their names follow. */
export const outlineOf = ({ heading, groups, noun, notes }: Outline): string =>
  visibleLines([heading, ...groups.flatMap((group) => linesOf(group, noun)), ...notes])

function linesOf(group: Group, noun: string): string[] {
  const { label, done, details, names } = group
  const [only, ...others] = names
  const isOne = others.length === 0
  const head = `  ${label}: ${isOne ? only : countOf(group, noun)}${done ? ` (${done})` : ''}`
  return [head, ...details.map((text) => `    ${text}`), ...(isOne ? [] : names.map((name) => `      ${name}`))]
}
