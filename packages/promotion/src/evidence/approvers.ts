import { InvalidRequestError } from '@cloudsmith-sdk/client'
import type { Report, ReportItem } from '../apply/report.ts'
import { type ApprovalOptions, admit } from '../approval/admit.ts'
import type { Consent } from '../gates/knowledge.ts'
import type { People } from '../gates/people.ts'
import { requireIntact, subjectsUnder } from '../plan/digest.ts'
import type { Plan } from '../plan/plan.ts'
import { byKey } from '../repository/identity.ts'
import { PlanError } from '../repository/plan-error.ts'
import type { PromotedApproval } from './promoted-set.ts'

/** The approvals with which a plan was applied. */
export interface ApproversOptions extends ApprovalOptions {
  /** The plan that was applied, which determines what the approvals cover. Required if there are approvals. */
  plan?: Plan | undefined
  /** The people of the pipeline. Default: every name is a person of its own. */
  people?: People | undefined
}

/** Tells who approved what was promoted. */
export interface Approvers {
  /** The approvals that cover a package as it was promoted: its bytes, its edge, the rules, and the waivers that it needed in the end. */
  consentsTo(item: ReportItem): Promise<readonly Consent[]>
  /** The names of those who gave them, sorted and without duplicates. */
  namesIn(consents: readonly Consent[]): readonly string[]
  /** The approvals as evidence lists them: without duplicates, the oldest first. */
  approvalsIn(consents: readonly Consent[]): readonly PromotedApproval[]
}

/**
 * Verifies the approvals with which a plan was applied.
 *
 * @throws {InvalidRequestError} there are approvals, and the plan is missing
 * @throws {PlanError} the plan is not that of the report, or was edited
 */
export async function approversOf(report: Report, options: ApproversOptions): Promise<Approvers> {
  const { approvals = [], plan, people } = options
  const { consents } = await admit(options, people)
  const counting = consents.filter((consent) => isCurrent(consent, report.startedAt))
  const subjectOf = approvals.length === 0 ? () => undefined : subjectsIn(plan, report)
  return {
    async consentsTo(item) {
      const subject = subjectOf(item)
      return counting.filter(({ subjects }) => subject !== undefined && subjects.has(subject))
    },
    namesIn: (some) => [...new Set(some.map(({ person }) => person))].toSorted(),
    approvalsIn: (some) =>
      [...new Set(some)]
        .map(({ person, at, expires, signed }) => ({ by: person, at, expires, signed }))
        .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || byKey(a.by, b.by)),
  }
}

function subjectsIn(plan: Plan | undefined, report: Report) {
  if (plan === undefined) {
    throw new InvalidRequestError('Pass the plan along with the approvals: only the plan shows what they cover.')
  }
  if (plan.digest !== report.plan) throw new PlanError('The report belongs to another plan.')
  requireIntact(plan)
  const items = new Map(plan.items.map((item) => [item.slugPerm, item]))
  const subjectOf = subjectsUnder(plan)
  return ({ source, waivers }: ReportItem) => {
    const item = items.get(source)
    return item === undefined ? undefined : subjectOf(item, waivers)
  }
}

/** Whether an approval was valid when the run started: not revoked, not given later, and not expired. */
const isCurrent = ({ at, expires, revocations = [] }: Consent, moment: string): boolean =>
  revocations.length === 0 &&
  Date.parse(at) <= Date.parse(moment) &&
  (expires === null || Date.parse(moment) < Date.parse(expires))
