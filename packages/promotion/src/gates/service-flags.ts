import type { PackageRow } from '../repository/row.ts'
import { defineGate } from './gate.ts'
import { block, pass } from './outcome.ts'

/** Who may let a package through although the gate is shut. */
export interface Waivable {
  /** In the pipeline's own words. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/** Stops a package in which malware was found. Nobody may waive that. */
export const noMalware = defineGate(
  'no-malware',
  (_: Record<never, never>) =>
    ({ package: pkg }) =>
      pkg.is_malware_detected || (pkg.vulnerability_counts?.malware ?? 0) > 0
        ? block({ why: 'malware was found in it', seen: 'malware', needed: 'none' })
        : pass(),
)

/** Stops a package that is quarantined. The service would not hand it out at the destination either, so nobody may waive that. */
export const notQuarantined = defineGate(
  'not-quarantined',
  (_: Record<never, never>) =>
    ({ package: pkg }) =>
      pkg.is_quarantined
        ? block({
            why: because('it is quarantined', pkg),
            remedy: 'whoever manages the repository can release it',
            seen: pkg.status_reason ?? 'quarantined',
            needed: 'not quarantined',
          })
        : pass(),
)

/** Stops a package that violates a policy of the workspace. */
export const noPolicyViolation = defineGate(
  'no-policy-violation',
  ({ mayWaive }: Waivable) =>
    ({ package: pkg }) =>
      pkg.policy_violated
        ? block({ why: because('it violates a policy', pkg), seen: pkg.status_reason ?? 'a violation', needed: 'none', mayWaive })
        : pass(),
)

/** With what the service says of it. */
const because = (what: string, { status_reason }: PackageRow): string =>
  status_reason ? `${what}: ${status_reason.replace(/\.$/, '')}` : what
