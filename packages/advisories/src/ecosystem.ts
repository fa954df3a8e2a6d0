import type { VersionScheme } from '@cloudsmith-sdk/formats'

/** What is to be known of an ecosystem that advisories speak of. */
export interface Ecosystem {
  /** The order of its versions. */
  readonly scheme: VersionScheme
  /** The one spelling of a name that has several; that name itself unless said otherwise. */
  readonly nameOf?: ((name: string) => string) | undefined
}

/** Tells of an ecosystem by its name in OSV, such as `PyPI`. */
export type Ecosystems = (name: string) => Ecosystem

/** The name of an ecosystem without the registry of it that a colon may name, as in `Maven:https://…`. */
export const baseOf = (ecosystem: string): string => ecosystem.split(':', 1)[0] ?? ''
