import type { Vulnerability } from '@cloudsmith-sdk/client'
import type { Fact } from './outcome.ts'

/** How many findings a sentence names; the others are counted. */
const named = 5

/** Findings in words: what each is called, how severe it is, where it is and what fixes it. */
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

/** Who can do something about findings, and what. */
export function remedyOf(findings: readonly Vulnerability[]): string {
  const fixed = findings.filter(({ fixed_version }) => fixed_version !== null).length
  if (fixed === findings.length) return 'whoever builds it can update to the fixed versions'
  return fixed === 0
    ? 'there is no fixed version to update to yet'
    : `whoever builds it can update to versions that fix ${fixed} of ${findings.length}`
}
