/** A person as identified by an issuer of identity tokens. */
export interface TokenSubject {
  /** URL of the issuer, exactly as in its tokens. */
  readonly issuer: string
  /** The value that its tokens have for the person, in the claim that identifies people. */
  readonly subject: string
}

/** The logins, addresses and keys of a person. Each may belong to one person only. */
export interface Person {
  /** Logins, in any case: at Cloudsmith, and at the CI system. */
  readonly logins?: readonly string[] | undefined
  /** Email addresses, in any case. */
  readonly addresses?: readonly string[] | undefined
  /** Identifiers of their signing keys: see `keyIdOf`, or the name of the key where it is trusted. */
  readonly keys?: readonly string[] | undefined
  /** How identity tokens identify them. */
  readonly subjects?: readonly TokenSubject[] | undefined
  /** Groups of the person, for gates that require approvals from groups, or let groups waive. */
  readonly groups?: readonly string[] | undefined
}

/** People, by the names that gates and messages use for them. */
export type People = Readonly<Record<string, Person>>

/** Looks up people. */
export interface Directory {
  /** The one name of a person, given any of their names in any case; for an unknown name, that name in lower case. */
  readonly personOf: (name: string) => string
  /** Like `personOf`, but undefined for an unknown name. If no people were given, every name is known. */
  readonly known: (name: string) => string | undefined
  /** The owner of a key; undefined if it belongs to nobody. */
  readonly ofKey: (keyid: string) => string | undefined
  readonly ofSubject: (subject: TokenSubject) => string | undefined
  readonly groupsOf: (person: string) => readonly string[]
}

/** All names of a person. */
export const namesOf = (name: string, { logins = [], addresses = [] }: Person): string[] =>
  [name, ...logins, ...addresses].map(folded)

/** A key that is equal for the same subject of the same issuer. */
export const subjectKey = ({ issuer, subject }: TokenSubject): string => JSON.stringify([issuer, subject])

/** Creates a directory. If no people are given, every name is a person of its own. */
export function directoryOf(people: People | undefined): Directory {
  const everybody = Object.entries(people ?? {})
  const index = (keysOf: (person: Person, name: string) => readonly string[]) =>
    new Map(everybody.flatMap(([name, person]) => keysOf(person, name).map((key) => [key, name] as const)))
  const names = index((person, name) => namesOf(name, person))
  const keys = index((person) => person.keys ?? [])
  const subjects = index((person) => (person.subjects ?? []).map(subjectKey))
  const groups = new Map(everybody.map(([name, person]) => [name, person.groups ?? []]))
  return {
    personOf: (name) => names.get(folded(name)) ?? folded(name),
    known: (name) => (people === undefined ? folded(name) : names.get(folded(name))),
    ofKey: (keyid) => keys.get(keyid),
    ofSubject: (subject) => subjects.get(subjectKey(subject)),
    groupsOf: (person) => groups.get(person) ?? [],
  }
}

const folded = (name: string): string => name.normalize('NFC').trim().toLowerCase()
