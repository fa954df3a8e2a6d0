import type { SeenFinding } from './finding.ts'

/** A change of state along a version line: from here on affected, from here on not, or not after this one. */
export type RangeEvent = { readonly introduced: string } | { readonly fixed: string } | { readonly lastAffected: string }

/** A line of versions with its events. `SEMVER` orders by SemVer 2, `ECOSYSTEM` as the package's own ecosystem does. */
export interface Range {
  readonly type: 'SEMVER' | 'ECOSYSTEM'
  readonly events: readonly RangeEvent[]
}

/** The versions of one package that an advisory speaks about. */
export interface Affected {
  readonly ecosystem: string
  readonly name: string
  readonly ranges: readonly Range[]
  /** Versions that are affected whatever the ranges say. */
  readonly versions: readonly string[]
  /** How grave it is for this package: CVSS vectors, or words of the database. Missing where nothing is said. */
  readonly severity?: readonly string[] | undefined
  /** Why it is told without being a vulnerability, such as `unmaintained`. Missing for vulnerabilities. */
  readonly informational?: string | undefined
  /**
   * What another scan found in exactly these versions. It is told again as it is: nothing is reckoned of the advisory, and of what is, nothing
   * counts beside it. Missing in advisories that were published.
   */
  readonly seen?: readonly SeenFinding[] | undefined
}

/** What the scanner uses of an OSV advisory. */
export interface Advisory {
  readonly id: string
  readonly aliases: readonly string[]
  readonly withdrawn: boolean
  readonly summary: string
  readonly details: string
  /** How grave it is for all that it affects, in the advisory's order: CVSS vectors, or words. */
  readonly vectors: readonly string[]
  /** The database's own word, such as `MODERATE`; undefined where it gives none. */
  readonly severity: string | undefined
  readonly affected: readonly Affected[]
  /** Addresses of pages about it. */
  readonly references: readonly string[]
}
