import { namesOf, type People, type Person, subjectKey } from '../gates/people.ts'
import type { FieldPath, Flaw } from '../repository/document-error.ts'

/** Lists what is wrong with a map of people: a name, key or subject that two people share identifies neither. */
export const flawsOfPeople = (people: People, path: FieldPath): Flaw[] => [
  ...shared(people, path, namesOf, 'a name'),
  ...shared(people, path, (_, { keys = [] }) => keys, 'a key'),
  ...shared(people, path, (_, { subjects = [] }) => subjects.map(subjectKey), 'a subject'),
]

function shared(
  people: People,
  path: FieldPath,
  keysOf: (name: string, person: Person) => readonly string[],
  what: string,
): Flaw[] {
  const owners = new Map<string, string>()
  return Object.entries(people).flatMap(([name, person]) =>
    [...new Set(keysOf(name, person))].flatMap((key) => {
      const owner = owners.get(key)
      if (owner === undefined) owners.set(key, name)
      return owner === undefined ? [] : [{ path: [...path, name], message: `${key} is already ${what} of ${owner}` }]
    }),
  )
}
