import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { type Report, type ReportItem, requireReport } from '../apply/report.ts'
import { mapOf } from '../repository/concurrency.ts'
import { type ApproversOptions, approversOf } from './approvers.ts'
import type { PromotedPackage, PromotedSet } from './promoted-set.ts'

/** What a report does not contain: the name of the pipeline, and the approvals with which its plan was applied. */
export interface PromotedSetOptions extends ApproversOptions {
  /** Name of the pipeline. */
  pipeline: string
  /** Who requested the promotion. Default: the requester in the report. */
  requestedBy?: string | undefined
}

/**
 * Extracts from a report what was promoted, for evidence. Packages that were already at the destination are left out, because no gate was evaluated
 * for them. Only approvals that cover a package as it was promoted are included.
 *
 * @throws {DocumentError} it is not a report of this version
 * @throws {InvalidRequestError} the report is about a release set that did not arrive completely, or there are approvals and the plan is missing
 * @throws {PlanError} the plan is not that of the report, was edited, or a revocation cannot be verified
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
