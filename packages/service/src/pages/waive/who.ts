import type { Person } from '../../access/person.ts'
import type { Actor } from '../../store/actor.ts'

const folded = (name: string): string => name.normalize('NFC').trim().toLowerCase()

/**
 * In whose name somebody may waive: their own where a gate names them, or that of a group of theirs which it names.
 *
 * @returns undefined where the gate names neither
 */
export function waivesAs(person: Pick<Person, 'groups'>, actor: Actor, mayWaive: readonly string[]): string | undefined {
  const mine = new Set([actor.by, ...person.groups].map(folded))
  return mayWaive.find((name) => mine.has(folded(name)))
}
