import type { Vulnerability } from '@cloudsmith-sdk/client'

/** Pages that are about one vulnerability each, by the kind of its identifier. */
const pages = [
  /\/\/github\.com\/advisories\/(GHSA(?:-[0-9a-z]{4}){3})(?:[/?#]|$)/i,
  /\/\/nvd\.nist\.gov\/vuln\/detail\/(CVE-\d{4}-\d{4,})(?:[/?#]|$)/i,
]

/**
 * The identifiers of a finding, upper case: its own, and of another kind that which its references lead to. Where they lead to several of one
 * kind, nothing tells which is the same vulnerability, and none of them counts.
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

// Made once for each: every waiver is held against every finding.
const identifiers = new WeakMap<Finding, ReadonlySet<string>>()

/** Whether one of the identifiers is the finding's, in any case. */
export function isNamed(finding: Finding, identifiers: readonly string[]): boolean {
  const known = identifiersOf(finding)
  return identifiers.some((identifier) => known.has(identifier.trim().toUpperCase()))
}

type Finding = Pick<Vulnerability, 'vulnerability_id'> & Partial<Pick<Vulnerability, 'references'>>

const kindOf = (identifier: string): string | undefined => identifier.split('-')[0]
