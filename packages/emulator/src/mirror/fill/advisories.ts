import { type Advisory, type Finding, type ScanTarget, seenIn } from '@cloudsmith-sdk/advisories'
import { targetOf } from '../../areas/scans/scan.ts'
import type { MirrorDocument } from '../document.ts'
import type { PackageRow } from '../rows.ts'
import { type Found, foundIn } from './findings.ts'
import { contentFrom } from './package.ts'

/** A version of a package, and what was found in it. */
interface Known {
  readonly target: ScanTarget
  readonly findings: readonly Finding[]
  /** Whether the findings were read, instead of only being placeholders. */
  readonly isRead: boolean
  /** When the scan was made. */
  readonly at: string
}

/**
 * Turns the findings of a workspace's scans into advisories, so that scans in the mirror find the same in packages of the same name and version, and
 * in parts of packages that are uploaded separately. If a version was scanned several times, the latest scan counts; placeholders count only if no
 * scan was read. Scans do not tell which other versions an advisory affects.
 */
export function advisoriesFrom({ repositories }: Pick<MirrorDocument, 'repositories'>): Advisory[] {
  const known = new Map<string, Known>()
  for (const { packages, scans } of repositories) {
    for (const row of packages) {
      const found = foundIn(row, scans[row.slug_perm])
      const target = found && targetOf(contentFrom(row).facts)
      if (target) keep(known, { target, findings: found.findings, isRead: found.scan !== undefined, at: atOf(row, found) })
    }
  }
  const all = [...known.values(), ...partsOf(known)]
  const found = all.flatMap(({ target, findings }) => findings.map((finding) => ({ target, finding })))
  return [...Map.groupBy(found, ({ finding }) => finding.id).values()].flatMap(advisoryFrom)
}

const atOf = (row: PackageRow, { scan }: Found): string =>
  new Date(scan?.created_at ?? row.security_scan_completed_at ?? row.uploaded_at).toISOString()

function keep(known: Map<string, Known>, one: Known): void {
  const before = known.get(keyOf(one.target))
  const isBetter = before === undefined || (one.isRead === before.isRead ? one.at > before.at : one.isRead)
  if (isBetter) known.set(keyOf(one.target), one)
}

/** Vulnerable components inside packages that were not scanned as packages themselves. */
function partsOf(known: ReadonlyMap<string, Known>): Known[] {
  const parts = new Map<string, Known & { readonly findings: Finding[] }>()
  for (const { target, findings, isRead, at } of known.values()) {
    for (const finding of isRead ? findings : []) {
      const part = { ecosystem: target.ecosystem, name: finding.packageName, version: finding.affectedVersion }
      const key = keyOf(part)
      if (known.has(key)) continue
      const there = parts.get(key) ?? { target: part, findings: [], isRead, at }
      if (!there.findings.some(({ id }) => id === finding.id)) there.findings.push(finding)
      parts.set(key, there)
    }
  }
  return [...parts.values()]
}

const keyOf = ({ ecosystem, name, version }: ScanTarget): string => JSON.stringify([ecosystem, name, version])

/** The one advisory for a vulnerability, wherever it was found. */
function advisoryFrom(found: readonly { readonly target: ScanTarget; readonly finding: Finding }[]): Advisory[] {
  return found.slice(0, 1).map(({ finding: { id, aliases, title, description, references } }) => ({
    id,
    aliases,
    withdrawn: false,
    summary: title,
    details: description,
    vectors: [],
    severity: undefined,
    affected: [...Map.groupBy(found, ({ target }) => target)].map(([{ ecosystem, name, version }, all]) => ({
      ecosystem,
      name,
      ranges: [],
      versions: [version],
      seen: all.map(({ finding }) => seenIn(finding)),
    })),
    references,
  }))
}
