import { byGravity, type Cvss, type Finding, severities } from '@cloudsmith-sdk/advisories'
import type { PackageRow, ScanRow } from '../rows.ts'

type VulnerabilityRow = ScanRow['results'][number]

/** The known findings of the scans of a package. */
export interface Found {
  readonly findings: readonly Finding[]
  /** The scan that was read; without it, the findings are placeholders. */
  readonly scan: ScanRow | undefined
}

/** The findings of a package, in the form of the emulator's own scans; undefined if it was never scanned. */
export function foundIn(row: PackageRow, scan: ScanRow | undefined): Found | undefined {
  if (scan) return { findings: byGravity(scan.results.map(findingFrom)), scan }
  const counts = row.vulnerability_counts
  return counts ? { findings: standIns(counts, counts.malware - (isMalwareItself(row) ? 1 : 0), row), scan } : undefined
}

/** Whether a package was found to be malware on its upload, and not by a scan. */
export const isMalwareItself = (row: PackageRow): boolean => row.is_malware_detected && !row.is_copyable && !row.is_quarantined

function findingFrom(row: VulnerabilityRow): Finding {
  const scores = Object.values(row.cvss_scores)
  const [second, third, fourth] = [cvssIn(scores, 'V2'), cvssIn(scores, 'V3'), cvssIn(scores, 'V40')]
  return {
    id: row.vulnerability_id,
    aliases: [],
    source: row.severity_source,
    packageName: row.package_name,
    severity: severities.find((severity) => severity === row.severity) ?? 'Unknown',
    ...(third && { cvss: third }),
    ...(second && { cvss2: second }),
    ...(fourth && { cvss4: fourth }),
    title: row.title,
    description: row.description,
    references: row.references,
    affectedVersion: row.affected_version?.version ?? '',
    ...(row.fixed_version && { fixedVersion: row.fixed_version.version }),
  }
}

function cvssIn(scores: readonly Readonly<Record<string, unknown>>[], version: string): Cvss | undefined {
  for (const { [`${version}Score`]: score, [`${version}Vector`]: vector } of scores) {
    if (typeof score === 'number') return { score, vector: typeof vector === 'string' ? vector : '' }
  }
  return undefined
}

/** In the order in which they are counted. */
const counted = [
  ['Critical', 'critical'],
  ['High', 'high'],
  ['Medium', 'medium'],
  ['Low', 'low'],
  ['Unknown', 'unknown'],
] as const

/**
 * Placeholders for findings that were not read: as many of each severity as the workspace counts, so that policies and gates that count findings come
 * to the same result. Their identifiers say that they are placeholders.
 *
 * @param malware how many of them are malware
 */
function standIns(
  counts: NonNullable<PackageRow['vulnerability_counts']>,
  malware: number,
  of: Pick<PackageRow, 'name' | 'version'>,
): Finding[] {
  const make = (id: string, severity: Finding['severity']): Finding => ({
    id,
    aliases: [],
    source: '',
    packageName: of.name ?? '',
    severity,
    title: 'Not read by the mirror',
    description: 'The mirror read how many findings there are, and not which.',
    references: [],
    affectedVersion: of.version ?? '',
  })
  const found = counted.flatMap(([severity, field]) =>
    Array.from({ length: counts[field] }, (_, index) => make(`NOT-READ-${severity.toUpperCase()}-${index + 1}`, severity)),
  )
  // This prefix marks malware.
  return byGravity([...found, ...Array.from({ length: malware }, (_, index) => make(`MAL-NOT-READ-${index + 1}`, 'Critical'))])
}
