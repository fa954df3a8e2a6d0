import type { DependencyType } from '@cloudsmith-sdk/client'

/**
 * Dependencies that a package works without: `optional` ones, such as extras, which have to be requested; and `development` ones, which only its own
 * development, tests and builds use.
 */
export type DependencyKind = 'optional' | 'development'

/**
 * The role of a dependency. `needed`: wherever the package is installed. `possible`: needed on some platforms only, or installed if available and not
 * missed otherwise. The others: not needed for the package to work.
 */
export type NeedKind = 'needed' | 'possible' | DependencyKind

/** What a dependency means for an installation. `provided`: a name that the package itself provides. `none`: nothing to install. */
type Meaning = NeedKind | 'provided' | 'none'

/**
 * The types of dependencies as the service names them. The interpreter (`Python-Requires`), libraries of the machine (`System`) and of the runtime
 * environment (`Provided`) come from no repository; `Replaces`, `Breaks`, `Conflicts` and the like of Debian require nothing.
 *
 * @see docs/service.md#package-fields
 */
const meanings: Readonly<Record<string, Meaning>> = {
  Depends: 'needed',
  'Pre-Depends': 'needed',
  Requires: 'needed',
  Runtime: 'needed',
  Compile: 'needed',
  Import: 'needed',
  Recommends: 'possible',
  Suggests: 'optional',
  Development: 'development',
  Test: 'development',
  'Build-Depends': 'development',
  'Build-Depends-Indep': 'development',
  'Build-Requires': 'development',
  Provides: 'provided',
  Provided: 'none',
  System: 'none',
  'Python-Requires': 'none',
  Excluded: 'none',
  Enhances: 'none',
  Replaces: 'none',
  Breaks: 'none',
  Conflicts: 'none',
  Obsoletes: 'none',
  'Built-Using': 'none',
  'Build-Conflicts': 'none',
  'Build-Conflicts-Indep': 'none',
}

/** An unknown type counts as needed: one package too many is better than one too few. */
export const meaningOf = (type: DependencyType | undefined): Meaning =>
  type !== undefined && Object.hasOwn(meanings, type) ? (meanings[type] ?? 'needed') : 'needed'
