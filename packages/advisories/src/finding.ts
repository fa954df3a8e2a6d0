import { compareText } from '@cloudsmith-sdk/formats'
import type { Cvss } from './cvss/index.ts'
import { compareSeverity, type Severity } from './severity.ts'

/** One known vulnerability of one package. */
export interface Finding {
  /** The CVE id where the advisory has one, else the advisory's own. */
  readonly id: string
  /** The other names of the same vulnerability. */
  readonly aliases: readonly string[]
  /** Which database told, in lower case: `ghsa`, `pysec`, `rustsec` … */
  readonly source: string
  readonly packageName: string
  /** The gravest that the advisory says; malware is critical. */
  readonly severity: Severity
  /** The highest score of version 3 of CVSS. */
  readonly cvss?: Cvss
  readonly cvss2?: Cvss
  readonly cvss4?: Cvss
  readonly title: string
  readonly description: string
  readonly references: readonly string[]
  /** The version that was scanned. */
  readonly affectedVersion: string
  /** The nearest later version without the fault, where the advisory names one. */
  readonly fixedVersion?: string
}

/** What a finding says of one package, beside what its advisory says of all. */
export type SeenFinding = Omit<Finding, 'id' | 'aliases' | 'title' | 'description' | 'references'>

/** What a finding says of one package. */
export function seenIn(finding: Finding): SeenFinding {
  const { id: _id, aliases: _aliases, title: _title, description: _description, references: _references, ...seen } = finding
  return seen
}

/** The gravest first, then by id. */
export function byGravity(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => compareSeverity(a.severity, b.severity) || compareText(a.id, b.id))
}

/** Malware has identifiers of its own. @see docs/service.md#rego-input */
export const isMalwareId = (id: string): boolean => id.startsWith('MAL-')

/** Whether a finding is malware, and no vulnerability. */
export function isMalwareFinding({ id, aliases }: Finding): boolean {
  return isMalwareId(id) || aliases.some(isMalwareId)
}
