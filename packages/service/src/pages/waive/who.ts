import type { Person } from '../../access/person.ts'
import type { Actor } from '../../store/actor.ts'

const folded = (name: string): string => name.normalize('NFC').trim().toLowerCase()

/**
 * The name under which somebody may waive: their own if a gate names them, or that of a group of theirs that it names.
 *
 * @returns undefined if the gate names neither
 */
export function waivesAs(person: Pick<Person, 'groups'>, actor: Actor, mayWaive: readonly string[]): string | undefined {
  const mine = new Set([actor.by, ...person.groups].map(folded))
  return mayWaive.find((name) => mine.has(folded(name)))
}
