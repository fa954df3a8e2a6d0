import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { type Report, type ReportItem, requireReport } from '../apply/report.ts'
import { mapOf } from '../repository/concurrency.ts'
import { type ApproversOptions, approversOf } from './approvers.ts'
import type { PromotedPackage, PromotedSet } from './promoted-set.ts'

/** What a report does not tell: that with which its plan was applied. */
export interface PromotedSetOptions extends ApproversOptions {
  /** What the pipeline is called. */
  pipeline: string
  /** Default: who the report says. */
  requestedBy?: string | undefined
}

/**
 * What a report says was promoted, for evidence. Packages that were at the destination before are left out, as no gate was asked about
 * them; of approvals are told those that cover what was promoted, as it was promoted.
 *
 * @throws {DocumentError} it is no report of this version
 * @throws {InvalidRequestError} the report is of a release set that did not arrive whole, or there are approvals and the plan is missing
 * @throws {PlanError} the plan is another, was edited, or a revocation cannot be believed
 */
export async function promotedSetOf(report: Report, options: PromotedSetOptions): Promise<PromotedSet> {
  requireReport(report)
  const { owner, from, to, source, destination, plan, gates, finishedAt: at, set, outcome, items } = report
  if (set !== null && outcome !== 'succeeded') {
    throw new InvalidRequestError(`The set ${set} did not arrive completely (${outcome}): there can be no evidence of it.`)
  }
  const { pipeline, requestedBy = report.requestedBy ?? undefined } = options
  const approvers = await approversOf(report, options)
  const arrived = items.filter(isPromoted)
  const consents = await mapOf(arrived, approvers.consentsTo)
  const packages = arrived.map((item, index) => promotedOf(item, gates, approvers.namesIn(consents[index] ?? [])))
  const approvals = approvers.approvalsIn(consents.flat())
  return { owner, pipeline, from, to, source, destination, at, plan, requestedBy, approvals, packages }
}

type Promoted = ReportItem & { readonly destination: string }

const isPromoted = (item: ReportItem): item is Promoted => item.outcome === 'promoted' && item.destination !== null

const promotedOf = (
  { destination, package: identity, files, waivers }: Promoted,
  gates: Report['gates'],
  approvedBy: readonly string[],
): PromotedPackage => ({
  package: { ...identity, slugPerm: destination },
  files: files.flatMap(({ filename, sha256 }) => (sha256 === null ? [] : [{ filename, sha256 }])),
  gates,
  waivers,
  approvedBy,
})
