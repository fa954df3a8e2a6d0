import { compareText } from '../core/compare-text.ts'
import type { Advisory, Affected } from './advisory.ts'
import { baseOf, formatOfEcosystem } from './ecosystems.ts'
import { judge } from './ranges.ts'
import { type Cvss, compareSeverity, cvssOf, type Severity, severityOf } from './severity.ts'

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
  readonly severity: Severity
  readonly cvss?: Cvss
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
  /** The findings of a package, the gravest first, then by id; each vulnerability once. */
  scan(target: ScanTarget): Finding[]
}

interface Entry {
  readonly advisory: Advisory
  readonly affected: Affected
}

/** Makes a scanner over advisories. Withdrawn ones are ignored. */
export function createScanner(advisories: readonly Advisory[]): Scanner {
  const entries = advisories
    .filter(({ withdrawn }) => !withdrawn)
    .flatMap((advisory) => advisory.affected.map((affected): Entry => ({ advisory, affected })))
  const index = Map.groupBy(entries, ({ affected }) => keyOf(affected))

  return {
    scan(target) {
      const found = (index.get(keyOf(target)) ?? []).flatMap((entry) => findings(entry, target))
      const sorted = found.toSorted((a, b) => compareSeverity(a.severity, b.severity) || compareText(a.id, b.id))
      return sorted.filter(({ id }, position) => sorted.findIndex((other) => other.id === id) === position)
    },
  }
}

function findings({ advisory, affected }: Entry, { name, version }: ScanTarget): Finding[] {
  const verdict = judge(affected, version)
  if (!verdict.affected) return []
  const ids = [advisory.id, ...advisory.aliases]
  const id = ids.find((alias) => alias.startsWith('CVE-')) ?? advisory.id
  const cvss = cvssOf(advisory)
  return [
    {
      id,
      aliases: ids.filter((alias) => alias !== id),
      source: advisory.id.split('-', 1)[0]?.toLowerCase() ?? '',
      packageName: name,
      severity: severityOf(advisory),
      ...(cvss && { cvss }),
      title: advisory.summary,
      description: advisory.details || advisory.summary,
      references: advisory.references,
      affectedVersion: version,
      ...(verdict.fixed !== undefined && { fixedVersion: verdict.fixed }),
    },
  ]
}

/** Names are compared as each ecosystem does. */
function keyOf({ ecosystem, name }: { readonly ecosystem: string; readonly name: string }): string {
  return `${baseOf(ecosystem)}/${formatOfEcosystem(ecosystem)?.advisoryName?.(name) ?? name}`
}
