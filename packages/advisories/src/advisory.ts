import type { SeenFinding } from './finding.ts'

/** A change along a line of versions: affected from here on, fixed from here on, or affected up to and including this version. */
export type RangeEvent = { readonly introduced: string } | { readonly fixed: string } | { readonly lastAffected: string }

/** A line of versions with its events. `SEMVER` is ordered by SemVer 2, `ECOSYSTEM` by the rules of the package's own ecosystem. */
export interface Range {
  readonly type: 'SEMVER' | 'ECOSYSTEM'
  readonly events: readonly RangeEvent[]
}

/** The versions of one package that an advisory affects. */
export interface Affected {
  /** Name of the ecosystem in OSV, such as `npm`. */
  readonly ecosystem: string
  /** Name of the package in that ecosystem. */
  readonly name: string
  readonly ranges: readonly Range[]
  /** Versions that are affected whatever the ranges say. */
  readonly versions: readonly string[]
  /** Severity for this package: CVSS vectors, or words of the database. Omitted if the advisory gives none for it. */
  readonly severity?: readonly string[] | undefined
  /** Why the advisory exists although it is not about a vulnerability, such as `unmaintained`. Omitted for vulnerabilities. */
  readonly informational?: string | undefined
  /**
   * Findings of another scan for exactly these versions. They are reported unchanged: the advisory is not evaluated for them, and findings
   * that are computed for the same vulnerability are dropped. Omitted in published advisories.
   */
  readonly seen?: readonly SeenFinding[] | undefined
}

/** The part of an OSV advisory that the scanner uses. */
export interface Advisory {
  readonly id: string
  readonly aliases: readonly string[]
  readonly withdrawn: boolean
  readonly summary: string
  readonly details: string
  /** Severity for everything that it affects, in the advisory's order: CVSS vectors, or words. */
  readonly vectors: readonly string[]
  /** The severity in the database's own word, such as `MODERATE`; undefined if it gives none. */
  readonly severity: string | undefined
  readonly affected: readonly Affected[]
  /** URLs of pages about it. */
  readonly references: readonly string[]
}
