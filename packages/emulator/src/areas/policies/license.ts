import { timestamp } from '../../core/time.ts'
import { formatInfo } from '../../formats/formats.ts'
import { licensesIn } from '../../formats/licenses.ts'
import { policyReason, quarantine } from '../../package/quarantine.ts'
import { scannedPackageView } from '../../package/scan-views.ts'
import { searchableOf } from '../../package/searchable.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import type { LicensePolicyRecord } from './records.ts'
import { linkedPolicyView } from './views.ts'

/** Why a package violates a licence policy; nothing where it does not. */
export function licenseReasons(world: World, pkg: PackageRecord, { settings, applies }: LicensePolicyRecord): string[] {
  if (formatInfo(pkg.content.format).hasNoLicense || pkg.license?.override === 'Ignored') return []
  if (!applies(searchableOf(pkg), new Date(world.clock.now()))) return []
  const { known, unknown } = licensesIn(pkg.license?.spdx ?? pkg.content.facts?.license)
  const denied = new Set(settings.spdx_identifiers.map((spdx) => spdx.toLowerCase()))
  const reasons = known
    .filter(({ spdx }) => denied.has(spdx.toLowerCase()))
    .map(({ spdx }) => `The license ${spdx} is not allowed.`)
  const isUnknown = unknown.length > 0 || known.length === 0
  return isUnknown && !settings.allow_unknown_licenses ? [...reasons, 'The license of the package is unknown.'] : reasons
}

/**
 * Holds a package that has synchronised against the licence policies of its workspace, and marks what it violates.
 *
 * @returns what puts it into quarantine, where a policy wants that: done after `package.synced`
 */
export function judgeLicense(world: World, pkg: PackageRecord): (() => void) | undefined {
  pkg.violations = pkg.violations.filter(({ kind }) => kind !== 'license')
  const violated = pkg.repository.workspace.licensePolicies.all().filter((policy) => violateLicense(world, pkg, policy))
  const strict = violated.find(({ settings }) => settings.on_violation_quarantine)
  if (strict === undefined) return undefined
  return () => quarantine(world, pkg, policyReason({ ...strict.settings, slugPerm: strict.slugPerm }))
}

/** Holds a package against one policy. Marks and logs a violation. @returns whether there is one */
export function violateLicense(world: World, pkg: PackageRecord, policy: LicensePolicyRecord): boolean {
  const reasons = licenseReasons(world, pkg, policy)
  if (reasons.length === 0) return false
  const { workspace } = pkg.repository
  const violation = { kind: 'license', policy: policy.slugPerm, quarantines: policy.settings.on_violation_quarantine } as const
  pkg.violations = [...pkg.violations.filter((other) => other.policy !== policy.slugPerm), violation]
  workspace.licenseViolations.add({
    slugPerm: world.ids.slug(12),
    entry: {
      package: scannedPackageView(world, pkg),
      policy: linkedPolicyView(world, workspace, 'license-policy', policy),
      reasons,
      event_at: timestamp(world.clock.now()),
    },
  })
  return true
}
