/** Whom an issuer of identity tokens means. */
export interface TokenSubject {
  /** URL of the issuer, exactly as its tokens have it. */
  readonly issuer: string
  /** What its tokens call the person, in the claim that is trusted to tell. */
  readonly subject: string
}

/** By what one person is known. Everything counts for one person only. */
export interface Person {
  /** Logins, in any case: of the service, of the system that runs jobs. */
  readonly logins?: readonly string[] | undefined
  /** E-mail addresses, in any case. */
  readonly addresses?: readonly string[] | undefined
  /** Names of the keys that they sign with: see `keyIdOf`, or what whoever trusts the key calls it. */
  readonly keys?: readonly string[] | undefined
  /** What identity tokens call them. */
  readonly subjects?: readonly TokenSubject[] | undefined
  /** Groups that they are in, for gates that need somebody of each. */
  readonly groups?: readonly string[] | undefined
}

/** Who is who: people by the name that gates and texts call them. */
export type People = Readonly<Record<string, Person>>

/** Looks people up. */
export interface Directory {
  /** The one name of whoever is called this, in any case; of somebody unknown, what they are called, in lower case. */
  readonly personOf: (name: string) => string
  /** Undefined where nobody is called this. Without a map, everybody is known by their own name. */
  readonly known: (name: string) => string | undefined
  /** Whose key it is; undefined where it is nobody's. */
  readonly ofKey: (keyid: string) => string | undefined
  readonly ofSubject: (subject: TokenSubject) => string | undefined
  readonly groupsOf: (person: string) => readonly string[]
}

/** Everything that somebody may be called. */
export const namesOf = (name: string, { logins = [], addresses = [] }: Person): string[] =>
  [name, ...logins, ...addresses].map(folded)

/** What is equal for one subject of one issuer. */
export const subjectKey = ({ issuer, subject }: TokenSubject): string => JSON.stringify([issuer, subject])

/** Makes people easy to look up. Where there is no map, every name is a person of its own. */
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
