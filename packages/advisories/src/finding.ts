import { compareText } from '@cloudsmith-sdk/formats'
import type { Cvss } from './cvss/index.ts'
import { compareSeverity, type Severity } from './severity.ts'

/** One known vulnerability of one package. */
export interface Finding {
  /** The CVE identifier if the advisory has one, otherwise the advisory's own. */
  readonly id: string
  /** Other identifiers of the same vulnerability. */
  readonly aliases: readonly string[]
  /** The database that published it, in lower case: `ghsa`, `pysec`, `rustsec` … */
  readonly source: string
  readonly packageName: string
  /** The most severe rating in the advisory; malware is critical. */
  readonly severity: Severity
  /** The highest score of CVSS version 3. */
  readonly cvss?: Cvss
  /** The highest score of CVSS version 2. */
  readonly cvss2?: Cvss
  /** The highest score of CVSS version 4. */
  readonly cvss4?: Cvss
  readonly title: string
  readonly description: string
  readonly references: readonly string[]
  /** The version that was scanned. */
  readonly affectedVersion: string
  /** The next version with a fix, if the advisory names one. */
  readonly fixedVersion?: string
}

/** The part of a finding about one package, without what its advisory says about all. */
export type SeenFinding = Omit<Finding, 'id' | 'aliases' | 'title' | 'description' | 'references'>

/** The part of a finding about one package. */
export function seenIn(finding: Finding): SeenFinding {
  const { id: _id, aliases: _aliases, title: _title, description: _description, references: _references, ...seen } = finding
  return seen
}

/** Sorts findings, the most severe first, then by identifier. */
export function byGravity(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => compareSeverity(a.severity, b.severity) || compareText(a.id, b.id))
}

/** Malware has its own type of identifier. @see docs/service.md#rego-input */
export const isMalwareId = (id: string): boolean => id.startsWith('MAL-')

/** Whether a finding is malware rather than a vulnerability. */
export function isMalwareFinding({ id, aliases }: Finding): boolean {
  return isMalwareId(id) || aliases.some(isMalwareId)
}
