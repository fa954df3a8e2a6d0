import type { VersionScheme } from '@cloudsmith-sdk/formats'

/** What the scanner needs to know about an ecosystem. */
export interface Ecosystem {
  /** How its versions are ordered. */
  readonly scheme: VersionScheme
  /** Normalises a name that has several spellings. Default: names have only one. */
  readonly nameOf?: ((name: string) => string) | undefined
}

/** Finds an ecosystem by its name in OSV, such as `PyPI`. */
export type Ecosystems = (name: string) => Ecosystem

/** The name of an ecosystem without the registry that may follow a colon, as in `Maven:https://…`. */
export const baseOf = (ecosystem: string): string => ecosystem.split(':', 1)[0] ?? ''
