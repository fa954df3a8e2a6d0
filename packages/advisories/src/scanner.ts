import { compareText } from '@cloudsmith-sdk/formats'
import type { Advisory, Affected } from './advisory.ts'
import type { Cvss } from './cvss/index.ts'
import { baseOf, type Ecosystems } from './ecosystem.ts'
import { judge, type Verdict } from './ranges.ts'
import { compareSeverity, ratingOf, type Severity } from './severity.ts'

/** What to scan: a package by its OSV ecosystem and the name it has there (`group:artifact` for Maven). */
export interface ScanTarget {
  readonly ecosystem: string
  readonly name: string
  readonly version: string
}

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

/** Looks packages up among advisories. */
export interface Scanner {
  /**
   * The findings of a package, the gravest first, then by id; each vulnerability once.
   *
   * @param isTold whether advisories count that are no vulnerability, but tell that a package is unmaintained or the like. Default: no
   */
  scan(target: ScanTarget, isTold?: boolean): Finding[]
}

interface Entry {
  readonly advisory: Advisory
  readonly affected: Affected
}

/** Makes a scanner over advisories. Withdrawn ones are ignored. */
export function createScanner(advisories: readonly Advisory[], ecosystems: Ecosystems): Scanner {
  const entries = advisories
    .filter(({ withdrawn }) => !withdrawn)
    .flatMap((advisory) => advisory.affected.map((affected): Entry => ({ advisory, affected })))
  /** Names are compared as each ecosystem does. */
  const keyOf = ({ ecosystem, name }: Pick<ScanTarget, 'ecosystem' | 'name'>) =>
    `${baseOf(ecosystem)}/${ecosystems(baseOf(ecosystem)).nameOf?.(name) ?? name}`
  const index = Map.groupBy(entries, ({ affected }) => keyOf(affected))

  return {
    scan(target, isTold = false) {
      const entries = (index.get(keyOf(target)) ?? []).filter(({ affected }) => isTold || !isInformational(affected))
      const { scheme } = ecosystems(baseOf(target.ecosystem))
      const found = entries.flatMap((entry) => findings(entry, judge(entry.affected, scheme, target.version), target))
      const sorted = byGravity(found)
      return sorted.filter(({ id }, position) => sorted.findIndex((other) => other.id === id) === position)
    },
  }
}

/** The gravest first, then by id. */
export function byGravity(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => compareSeverity(a.severity, b.severity) || compareText(a.id, b.id))
}

function findings({ advisory, affected }: Entry, verdict: Verdict, { name, version }: ScanTarget): Finding[] {
  if (!verdict.affected) return []
  const ids = [advisory.id, ...advisory.aliases]
  const id = ids.find((alias) => alias.startsWith('CVE-')) ?? advisory.id
  const { severity, cvss } = ratingOf([...advisory.vectors, advisory.severity ?? '', ...(affected.severity ?? [])])
  const [second, third, fourth] = [cvss.get(2), cvss.get(3), cvss.get(4)]
  return [
    {
      id,
      aliases: ids.filter((alias) => alias !== id),
      source: advisory.id.split('-', 1)[0]?.toLowerCase() ?? '',
      packageName: name,
      severity: ids.some(isMalwareId) ? 'Critical' : severity,
      ...(third && { cvss: third }),
      ...(second && { cvss2: second }),
      ...(fourth && { cvss4: fourth }),
      title: advisory.summary,
      description: advisory.details || advisory.summary,
      references: advisory.references,
      affectedVersion: version,
      ...(verdict.fixed !== undefined && { fixedVersion: verdict.fixed }),
    },
  ]
}

/** What RustSec tells of packages without a vulnerability. Unsound code, which it tells in the same way, may be one. */
const isInformational = ({ informational }: Affected): boolean => informational === 'unmaintained' || informational === 'notice'

/** Malware has identifiers of its own. @see docs/service.md#rego-input */
const isMalwareId = (id: string): boolean => id.startsWith('MAL-')

/** Whether a finding is malware, and no vulnerability. */
export function isMalwareFinding({ id, aliases }: Finding): boolean {
  return isMalwareId(id) || aliases.some(isMalwareId)
}
