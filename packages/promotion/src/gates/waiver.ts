import type { Vulnerability } from '@cloudsmith-sdk/client'
import type { PackageRow } from '../repository/row.ts'

/** Somebody's decision to let through what a gate would stop. It ends by itself. */
export interface Waiver {
  /** Name of a gate, or identifier of a vulnerability such as `CVE-2021-23337`. */
  readonly waives: string
  /** Who answers for it. */
  readonly owner: string
  readonly reason: string
  /** ISO 8601: from then on it counts no more. */
  readonly expires: string
  /** What it holds for: what is left out is not asked for. Default: every package. */
  readonly scope?: { readonly format?: string; readonly name?: string; readonly version?: string } | undefined
  /** For a vulnerability: it ends as soon as a fixed version is known. Default: true. */
  readonly untilFixed?: boolean | undefined
}

/** The waiver of a gate for a package, if one is alive. */
export const waiverOfGate = (waivers: readonly Waiver[], gate: string, pkg: PackageRow, now: Date): Waiver | undefined =>
  waivers.find((waiver) => waiver.waives === gate && isAlive(waiver, pkg, now))

/** The waiver of a finding in a package, if one is alive. It ends once a fix exists, unless it says that it does not. */
export const waiverOfFinding = (
  waivers: readonly Waiver[],
  finding: Vulnerability,
  pkg: PackageRow,
  now: Date,
): Waiver | undefined =>
  waivers.find(
    (waiver) =>
      waiver.waives === finding.vulnerability_id &&
      isAlive(waiver, pkg, now) &&
      (finding.fixed_version === null || waiver.untilFixed === false),
  )

/** Whether a waiver holds for a package at a moment. A date that cannot be read has passed: nothing is waived by mistake. */
function isAlive({ expires, scope = {} }: Waiver, pkg: PackageRow, now: Date): boolean {
  if (!(now.getTime() < Date.parse(expires))) return false
  const { format = pkg.format, name = pkg.name, version = pkg.version } = scope
  return format === pkg.format && name === pkg.name && version === pkg.version
}
