import { formatInfo } from '../../catalogue/formats.ts'
import { licensesIn } from '../../format/licenses.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { Criteria } from './judge.ts'
import { type LicensePolicyRecord, licensePoliciesOf, licenseViolationsOf } from './records.ts'
import { linkedPolicyView } from './views.ts'

/** What licence policies go by. */
export const licenseCriteria: Criteria<LicensePolicyRecord> = {
  kind: 'license',
  policiesOf: licensePoliciesOf,
  reasons: licenseReasons,
  log(world, pkg, policy, violation) {
    const { workspace } = pkg.repository
    licenseViolationsOf(workspace).add({
      slugPerm: world.ids.slug(12),
      entry: { ...violation, policy: linkedPolicyView(world, workspace, 'license-policy', policy) },
    })
  },
}

function licenseReasons(pkg: PackageRecord, { settings }: LicensePolicyRecord): string[] {
  if (formatInfo(pkg.content.format).hasNoLicense || pkg.license?.override === 'Ignored') return []
  const { known, unknown } = licensesIn(pkg.license?.spdx ?? pkg.content.facts?.license)
  const denied = new Set(settings.spdx_identifiers.map((spdx) => spdx.toLowerCase()))
  const reasons = known
    .filter(({ spdx }) => denied.has(spdx.toLowerCase()))
    .map(({ spdx }) => `The license ${spdx} is not allowed.`)
  const isUnknown = unknown.length > 0 || known.length === 0
  return isUnknown && !settings.allow_unknown_licenses ? [...reasons, 'The license of the package is unknown.'] : reasons
}
