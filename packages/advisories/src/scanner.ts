import type { Advisory, Affected } from './advisory.ts'
import { baseOf, type Ecosystems } from './ecosystem.ts'
import { byGravity, type Finding, isMalwareId, type SeenFinding } from './finding.ts'
import { judge, type Verdict } from './ranges.ts'
import { ratingOf } from './severity.ts'

/** The package to scan: by its OSV ecosystem, and its name there (`group:artifact` for Maven). */
export interface ScanTarget {
  readonly ecosystem: string
  readonly name: string
  readonly version: string
}

/** Finds the advisories that affect a package. */
export interface Scanner {
  /**
   * The findings for a package, the most severe first, then by identifier. Each vulnerability appears once, unless another scan has reported
   * it several times.
   *
   * @param isTold whether to include advisories that are not about vulnerabilities, but report for example that a package is unmaintained.
   * Default: false
   */
  scan(target: ScanTarget, isTold?: boolean): Finding[]
}

interface Entry {
  readonly advisory: Advisory
  readonly affected: Affected
}

/** Creates a scanner for a set of advisories. Withdrawn ones are ignored. */
export function createScanner(advisories: readonly Advisory[], ecosystems: Ecosystems): Scanner {
  const entries = advisories
    .filter(({ withdrawn }) => !withdrawn)
    .flatMap((advisory) => advisory.affected.map((affected): Entry => ({ advisory, affected })))
  /** Names are compared by the rules of each ecosystem. */
  const keyOf = ({ ecosystem, name }: Pick<ScanTarget, 'ecosystem' | 'name'>) =>
    `${baseOf(ecosystem)}/${ecosystems(baseOf(ecosystem)).nameOf?.(name) ?? name}`
  const index = Map.groupBy(
    entries.filter(({ affected }) => affected.seen === undefined),
    ({ affected }) => keyOf(affected),
  )
  const seenAt = Map.groupBy(
    entries.flatMap(({ advisory, affected }) =>
      affected.versions.flatMap((version) =>
        (affected.seen ?? []).map((seen) => ({ key: `${keyOf(affected)}@${version}`, finding: seenFinding(advisory, seen) })),
      ),
    ),
    ({ key }) => key,
  )

  return {
    scan(target, isTold = false) {
      const key = keyOf(target)
      const seen = (seenAt.get(`${key}@${target.version}`) ?? []).map(({ finding }) => finding)
      const entries = (index.get(key) ?? []).filter(({ affected }) => isTold || !isInformational(affected))
      const { scheme } = ecosystems(baseOf(target.ecosystem))
      const found = entries.flatMap((entry) => findings(entry, judge(entry.affected, scheme, target.version), target))
      const sorted = byGravity(found).filter(({ id, aliases }) => !seen.some((known) => [id, ...aliases].includes(known.id)))
      const once = sorted.filter(({ id }, position) => sorted.findIndex((other) => other.id === id) === position)
      return byGravity([...seen, ...once])
    },
  }
}

function findings({ advisory, affected }: Entry, verdict: Verdict, { name, version }: ScanTarget): Finding[] {
  if (!verdict.affected) return []
  const ids = [advisory.id, ...advisory.aliases]
  const id = ids.find((alias) => alias.startsWith('CVE-')) ?? advisory.id
  const { severity, cvss } = ratingOf([...advisory.vectors, advisory.severity ?? '', ...(affected.severity ?? [])])
  const [second, third, fourth] = [cvss.get(2), cvss.get(3), cvss.get(4)]
  const seen: SeenFinding = {
    source: advisory.id.split('-', 1)[0]?.toLowerCase() ?? '',
    packageName: name,
    severity: ids.some(isMalwareId) ? 'Critical' : severity,
    ...(third && { cvss: third }),
    ...(second && { cvss2: second }),
    ...(fourth && { cvss4: fourth }),
    affectedVersion: version,
    ...(verdict.fixed !== undefined && { fixedVersion: verdict.fixed }),
  }
  const aliases = ids.filter((alias) => alias !== id)
  return [seenFinding({ ...advisory, id, aliases, details: advisory.details || advisory.summary }, seen)]
}

/** The fields are in the order in which findings are written, because they are compared with earlier ones as text. */
function seenFinding({ id, aliases, summary, details, references }: Advisory, seen: SeenFinding): Finding {
  const { affectedVersion, fixedVersion, ...others } = seen
  return {
    id,
    aliases,
    ...others,
    title: summary,
    description: details,
    references,
    affectedVersion,
    ...(fixedVersion !== undefined && { fixedVersion }),
  }
}

/** Advisories of RustSec that are not about a vulnerability. It reports unsound code in the same way, but that may be a vulnerability. */
const isInformational = ({ informational }: Affected): boolean => informational === 'unmaintained' || informational === 'notice'
