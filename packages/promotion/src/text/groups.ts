import { counted } from './cut.ts'
import { nounFor } from './plural.ts'

/** What is said of a thing: what it is called, what became of it, what was done, and why. */
export interface Said {
  readonly name: string
  readonly label: string
  readonly done?: string | undefined
  readonly details: readonly string[]
}

/** Things of which the same is said. */
export interface Group extends Omit<Said, 'name'> {
  readonly names: readonly string[]
}

/**
 * Puts together of what the same is said.
 *
 * @param labels those that come first, in their order; the others follow as they come
 */
export function groupsOf(said: readonly Said[], labels: readonly string[] = []): Group[] {
  const grouped = Map.groupBy(said, ({ label, done, details }) => JSON.stringify([label, done, details]))
  const groups = [...grouped.values()].flatMap((some) =>
    some.slice(0, 1).map(({ name: _, ...same }) => ({ ...same, names: some.map(({ name }) => name) })),
  )
  const rank = ({ label }: Group) => (labels.includes(label) ? labels.indexOf(label) : labels.length)
  return groups.toSorted((a, b) => rank(a) - rank(b))
}

/** What is said of every one of several things, of which else different things are said: it is better said once, of all. */
export function sharedBy(said: readonly Said[]): readonly string[] {
  const [first, ...others] = said
  if (first === undefined || groupsOf(said).length < 2) return []
  const known = others.map(({ details }) => new Set(details))
  return first.details.filter((detail) => known.every((details) => details.has(detail)))
}

/** How many things a group is of: `200 packages`. */
export const countOf = ({ names }: Group, noun: string): string => `${counted(names.length)} ${nounFor(names.length, noun)}`
