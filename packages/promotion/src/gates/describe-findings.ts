import type { Vulnerability } from '@cloudsmith-sdk/client'
import type { Fact } from './outcome.ts'

/** How many findings a sentence names; the rest are counted. */
const named = 5

/** Describes findings: the identifier, severity, package and fixed version of each. */
export function describeFindings(findings: readonly Vulnerability[]): string {
  const texts = findings.slice(0, named).map(({ vulnerability_id, severity, package_name, fixed_version }) => {
    const where = package_name ? `${severity.toLowerCase()} in ${package_name}` : severity.toLowerCase()
    return `${vulnerability_id} (${where}, ${fixed_version === null ? 'no fix yet' : `fixed in ${fixed_version.version}`})`
  })
  return [...texts, ...(findings.length > named ? [`${findings.length - named} more`] : [])].join(', ')
}

/** Findings as plain data. */
export const factsOfFindings = (findings: readonly Vulnerability[]): Fact =>
  findings.map(({ vulnerability_id: id, severity, package_name, fixed_version }) => ({
    ...{ id, severity, in: package_name ?? null },
    fixed: fixed_version?.version ?? null,
  }))

/** Who can fix findings, and how. */
export function remedyOf(findings: readonly Vulnerability[]): string {
  const fixed = findings.filter(({ fixed_version }) => fixed_version !== null).length
  if (fixed === findings.length) return 'whoever builds it can update to the fixed versions'
  return fixed === 0
    ? 'there is no fixed version to update to yet'
    : `whoever builds it can update to versions that fix ${fixed} of the ${findings.length} findings`
}
