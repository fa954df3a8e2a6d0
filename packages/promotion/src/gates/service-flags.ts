import type { PackageRow } from '../repository/row.ts'
import { defineGate } from './gate.ts'
import { block, pass } from './outcome.ts'
import { judgeDecisions } from './policy-decisions.ts'

/** The setting of gates that can be waived. */
export interface Waivable {
  /** Who may waive the gate, by the names in the pipeline. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/** Blocks packages in which malware was found. This gate cannot be waived. */
export const noMalware = defineGate(
  'no-malware',
  (_: Record<never, never>) =>
    ({ package: pkg }) =>
      pkg.is_malware_detected || (pkg.vulnerability_counts?.malware ?? 0) > 0
        ? block({ why: 'malware was found in it', seen: 'malware', needed: 'none' })
        : pass(),
)

/** Blocks quarantined packages. This gate cannot be waived, as the service would not serve the package from the destination either. */
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
   * Whether to check the decisions of the enterprise policies of the workspace too: simulated if the API key allows that, otherwise from the decision
   * log. If a decision cannot be seen, `read` adds a note and `require` blocks the package. Default: `ignore`, which makes no request.
   */
  decisions?: 'ignore' | 'read' | 'require' | undefined
}

/**
 * Blocks packages that violate a policy of the workspace, according to the service; with `decisions`, also packages that an enterprise policy would
 * quarantine, hide or delete where they are now. What policies decide at the destination cannot be known before a package is there.
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

/** Adds the reason that the service gives. */
const because = (what: string, { status_reason }: PackageRow): string =>
  status_reason ? `${what}: ${status_reason.replace(/\.$/, '')}` : what
