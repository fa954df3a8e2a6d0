import type { Finding } from '@cloudsmith-sdk/advisories'
import type { Vulnerability, VulnerabilityVersion } from '../generated/v1.ts'

/** The schema's limits in characters. The one for `vulnerability_id` is wrong in the schema, so it is not applied. */
const limits = { name: 128, title: 512, description: 1028, reference: 2048 }

/** A finding in the form of v1. It is not known how the service fills the operators: here `=` for the version found, and `>=` for the fixed one. */
export function findingView(finding: Finding): Vulnerability {
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

/** The scores of a finding in the terms of Trivy, with which the service scans; empty without a known CVSS score. */
export function cvssFields({ cvss, cvss2, cvss4 }: Finding): Record<string, number | string> {
  return {
    ...(cvss2 && { V2Score: cvss2.score, V2Vector: cvss2.vector }),
    ...(cvss && { V3Score: cvss.score, V3Vector: cvss.vector }),
    ...(cvss4 && { V40Score: cvss4.score, V40Vector: cvss4.vector }),
  }
}

function versionView(operator: string, version: string): VulnerabilityVersion {
  const [major = 0, minor = 0, patch = 0] = (version.match(/\d+/g) ?? []).map(Number)
  return { operator, raw_version: `${operator}${version}`, version, major, minor, patch }
}
