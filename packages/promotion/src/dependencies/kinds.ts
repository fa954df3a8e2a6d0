import type { DependencyType } from '@cloudsmith-sdk/client'

/** What a package works without: what somebody has to ask for, such as extras; and what only its own development, tests and builds take. */
export type DependencyKind = 'optional' | 'development'

/**
 * What is needed wherever a package is installed; what is needed in some surroundings, or installed where it can be had and not missed where not;
 * and what a package works without.
 */
export type NeedKind = 'needed' | 'possible' | DependencyKind

/** What a dependency is to whoever installs the package. `none`: nothing to install. */
type Meaning = NeedKind | 'provided' | 'none'

/**
 * The service's words. The interpreter (`Python-Requires`), what the machine has (`System`) and what the surroundings bring (`Provided`) come from
 * no repository; Debian's `Replaces`, `Breaks`, `Conflicts` and their like ask for nothing.
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

/** A word that nobody knows is taken for a need: rather one package too many than one too few. */
export const meaningOf = (type: DependencyType | undefined): Meaning =>
  type !== undefined && Object.hasOwn(meanings, type) ? (meanings[type] ?? 'needed') : 'needed'
