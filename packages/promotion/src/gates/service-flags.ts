import type { PackageRow } from '../repository/row.ts'
import { defineGate } from './gate.ts'
import { block, pass } from './outcome.ts'
import { judgeDecisions } from './policy-decisions.ts'

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

/** Settings of {@link noPolicyViolation}. */
export interface PolicySettings extends Waivable {
  /**
   * Whether to ask what the enterprise policies of the workspace make of the package, too: simulated where the key may, else by the decision log.
   * What cannot be seen is told with `read`, and stops the package with `require`. Default: `ignore`, which costs no request.
   */
  decisions?: 'ignore' | 'read' | 'require' | undefined
}

/**
 * Stops a package that violates a policy of the workspace, by the service's own flag; with `decisions`, also one that an enterprise policy would
 * quarantine, hide or delete where it is now. What policies say of it at the destination nobody can ask before it is there.
 *
 * @see docs/service.md#enterprise-policies
 */
export const noPolicyViolation = defineGate(
  'no-policy-violation',
  ({ mayWaive, decisions = 'ignore' }: PolicySettings) =>
    (knowledge) => {
      const { package: pkg } = knowledge
      const seen = pkg.status_reason ?? 'a violation'
      if (pkg.policy_violated) return block({ why: because('it violates a policy', pkg), seen, needed: 'none', mayWaive })
      return decisions === 'ignore' ? pass() : judgeDecisions(knowledge.decisions, { unseen: decisions, mayWaive })
    },
  ({ decisions = 'ignore' }) => ({ needsDecisions: decisions !== 'ignore' }),
)

/** With what the service says of it. */
const because = (what: string, { status_reason }: PackageRow): string =>
  status_reason ? `${what}: ${status_reason.replace(/\.$/, '')}` : what
