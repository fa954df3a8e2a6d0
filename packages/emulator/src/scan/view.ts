import type { Finding } from './scanner.ts'
import type { Severity } from './severity.ts'

/** A version in a scan result, whole and in parts. @see schema VulnerabilityScanVersion */
export interface ScanVersionView {
  readonly operator: string
  readonly raw_version: string
  readonly version: string
  readonly major: number
  readonly minor: number
  readonly patch: number
}

/** One vulnerability of a scan result. @see schema Vulnerability */
export interface VulnerabilityView {
  readonly vulnerability_id: string
  readonly package_name: string
  readonly severity: Severity
  readonly severity_source: string
  readonly title: string
  readonly description: string
  readonly references: readonly string[]
  readonly affected_version: ScanVersionView
  /** Null where no fix is known. */
  readonly fixed_version: ScanVersionView | null
  readonly cvss_scores: Readonly<Record<string, CvssFields>>
}

/** Scores and vectors in the words of Trivy, of each version that there is. */
export type CvssFields = Readonly<Partial<Record<`V${2 | 3 | 40}Score`, number> & Record<`V${2 | 3 | 40}Vector`, string>>>

/** The part of a scan result that follows from its findings. @see schema VulnerabilityScanResults */
export interface ScanView {
  readonly has_vulnerabilities: boolean
  readonly num_vulnerabilities: number
  readonly max_severity: Severity
  readonly scans: readonly {
    readonly target: string
    readonly type: string
    readonly results: readonly VulnerabilityView[]
  }[]
}

/** What was scanned. */
export interface ScanSubject {
  /** What was looked into, usually the file name. */
  readonly target: string
  /** Its kind, usually the package's format. */
  readonly type: string
}

/** Limits of the schema, in characters. The one for `vulnerability_id` is wrong there and not kept. */
const limits = { name: 128, title: 512, description: 1028, reference: 2048 }

/**
 * Findings as v1 shows them. Expects them as the scanner gives them, the gravest first; without any, `max_severity` is `Unknown`.
 *
 * How the service fills the operators is not known: here `=` for the version found and `>=` for the one that fixes it.
 */
export function toScanView(findings: readonly Finding[], { target, type }: ScanSubject): ScanView {
  return {
    has_vulnerabilities: findings.length > 0,
    num_vulnerabilities: findings.length,
    max_severity: findings[0]?.severity ?? 'Unknown',
    scans: [{ target, type, results: findings.map(vulnerabilityView) }],
  }
}

function vulnerabilityView(finding: Finding): VulnerabilityView {
  const { source, fixedVersion } = finding
  const scores = cvssFields(finding)
  return {
    vulnerability_id: finding.id,
    package_name: finding.packageName.slice(0, limits.name),
    severity: finding.severity,
    severity_source: source,
    title: finding.title.slice(0, limits.title),
    description: finding.description.slice(0, limits.description),
    references: finding.references.filter(({ length }) => length <= limits.reference),
    affected_version: versionView('=', finding.affectedVersion),
    fixed_version: fixedVersion === undefined ? null : versionView('>=', fixedVersion),
    cvss_scores: Object.keys(scores).length === 0 ? {} : { [source]: scores },
  }
}

/** The scores of a finding in the words of Trivy, which the service scans with; none where no version of CVSS is known. */
export function cvssFields({ cvss, cvss2, cvss4 }: Finding): CvssFields {
  return {
    ...(cvss2 && { V2Score: cvss2.score, V2Vector: cvss2.vector }),
    ...(cvss && { V3Score: cvss.score, V3Vector: cvss.vector }),
    ...(cvss4 && { V40Score: cvss4.score, V40Vector: cvss4.vector }),
  }
}

function versionView(operator: string, version: string): ScanVersionView {
  const [major = 0, minor = 0, patch = 0] = (version.match(/\d+/g) ?? []).map(Number)
  return { operator, raw_version: `${operator}${version}`, version, major, minor, patch }
}
