import { denies, holds, isListed, type Licence, licenceOf, licencesIn, textOf } from '@cloudsmith-sdk/licences'
import { formatInfo } from '../../catalogue/formats.ts'
import { licenseOf } from '../../package/license.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import type { Criteria } from './judge.ts'
import { type LicensePolicyRecord, licensePoliciesOf, licenseViolationsOf } from './records.ts'
import { linkedPolicyView } from './views.ts'

/** The rules of licence policies. */
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

/** @see docs/service.md#classic-policies */
function licenseReasons(pkg: PackageRecord, { settings }: LicensePolicyRecord, { switches }: World): string[] {
  if (formatInfo(pkg.content.format).hasNoLicense || pkg.license?.override === 'Ignored') return []
  const { expression } = licenseOf(pkg)
  const denied = settings.spdx_identifiers.map(licenceOf)
  const isDenied = (licence: Licence) => denied.some((one) => denies(one, licence))
  const passes = (licence: Licence) => !isDenied(licence) && (licence.isListed || settings.allow_unknown_licenses)
  if (!switches.deniedChoiceViolates && expression !== undefined && holds(expression, passes)) return []

  const licences = expression === undefined ? [] : licencesIn(expression)
  const reasons = licences.filter(isDenied).map((licence) => `The license ${textOf(licence)} is not allowed.`)
  const isUnknown = expression === undefined || !isListed(expression)
  return isUnknown && !settings.allow_unknown_licenses ? [...reasons, 'The license of the package is unknown.'] : reasons
}
