import type { Vulnerability } from '@cloudsmith-sdk/client'

/** Web pages about a single vulnerability, one pattern for each type of identifier. */
const pages = [
  /\/\/github\.com\/advisories\/(GHSA(?:-[0-9a-z]{4}){3})(?:[/?#]|$)/i,
  /\/\/nvd\.nist\.gov\/vuln\/detail\/(CVE-\d{4}-\d{4,})(?:[/?#]|$)/i,
]

/**
 * The identifiers of a finding in upper case: its own, and those of other types that its references link to. If the references link to several of one
 * type, it is unknown which of them is the same vulnerability, and none of them counts.
 */
export function identifiersOf(finding: Finding): ReadonlySet<string> {
  const before = identifiers.get(finding)
  if (before !== undefined) return before
  const own = finding.vulnerability_id.toUpperCase()
  const others = pages.flatMap((page) => {
    const named = new Set((finding.references ?? []).flatMap((reference) => page.exec(reference)?.[1]?.toUpperCase() ?? []))
    const [only, ...more] = named
    return only === undefined || more.length > 0 || kindOf(only) === kindOf(own) ? [] : [only]
  })
  const all = new Set([own, ...others])
  identifiers.set(finding, all)
  return all
}

// Cached, because every waiver is compared with every finding.
const identifiers = new WeakMap<Finding, ReadonlySet<string>>()

/** Whether one of the identifiers is that of the finding, in any case. */
export function isNamed(finding: Finding, identifiers: readonly string[]): boolean {
  const known = identifiersOf(finding)
  return identifiers.some((identifier) => known.has(identifier.trim().toUpperCase()))
}

type Finding = Pick<Vulnerability, 'vulnerability_id'> & Partial<Pick<Vulnerability, 'references'>>

const kindOf = (identifier: string): string | undefined => identifier.split('-')[0]
