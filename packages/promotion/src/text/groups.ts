import { counted } from './cut.ts'
import { nounFor } from './plural.ts'

/** What a text says about an item: its name, its outcome, what was done, and why. */
export interface Said {
  readonly name: string
  readonly label: string
  readonly done?: string | undefined
  readonly details: readonly string[]
}

/** Items about which a text says the same. */
export interface Group extends Omit<Said, 'name'> {
  readonly names: readonly string[]
}

/**
 * Groups items about which the same is said.
 *
 * @param labels labels of the groups that come first, in their order; the others follow in the order of their items
 */
export function groupsOf(said: readonly Said[], labels: readonly string[] = []): Group[] {
  const grouped = Map.groupBy(said, ({ label, done, details }) => JSON.stringify([label, done, details]))
  const groups = [...grouped.values()].flatMap((some) =>
    some.slice(0, 1).map(({ name: _, ...same }) => ({ ...same, names: some.map(({ name }) => name) })),
  )
  const rank = ({ label }: Group) => (labels.includes(label) ? labels.indexOf(label) : labels.length)
  return groups.toSorted((a, b) => rank(a) - rank(b))
}

/** Details that all of several items share, although they differ otherwise: a text can state these once for all. */
export function sharedBy(said: readonly Said[]): readonly string[] {
  const [first, ...others] = said
  if (first === undefined || groupsOf(said).length < 2) return []
  const known = others.map(({ details }) => new Set(details))
  return first.details.filter((detail) => known.every((details) => details.has(detail)))
}

/** The number of items in a group: `200 packages`. */
export const countOf = ({ names }: Group, noun: string): string => `${counted(names.length)} ${nounFor(names.length, noun)}`
