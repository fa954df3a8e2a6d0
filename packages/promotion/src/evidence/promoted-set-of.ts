import { InvalidRequestError } from '@cloudsmith-sdk/client'
import type { Report, ReportItem } from '../apply/report.ts'
import type { Approval } from '../approval/approval.ts'
import type { PromotedPackage, PromotedSet } from './promoted-set.ts'

/** What a report does not tell: that with which its plan was applied. */
export interface PromotedSetOptions {
  /** What the pipeline is called. */
  pipeline: string
  /** Default: none. */
  approvals?: readonly Approval[] | undefined
  /** Default: nobody says. */
  requestedBy?: string | undefined
}

/**
 * What a report says was promoted, for evidence. Packages that were at the destination before are left out, as no gate was asked about
 * them.
 *
 * @throws {InvalidRequestError} the report is of a release set that did not arrive whole
 */
export function promotedSetOf(report: Report, options: PromotedSetOptions): PromotedSet {
  const { owner, source: from, destination: to, plan, gates, finishedAt: at, set, outcome, items } = report
  if (set !== null && outcome !== 'succeeded') {
    throw new InvalidRequestError(`The set ${set} did not arrive whole (${outcome}): there is no evidence of it.`)
  }
  const { pipeline, approvals = [], requestedBy } = options
  const packages = items.flatMap((item) => promotedOf(item, gates))
  return { owner, pipeline, from, to, at, plan, requestedBy, approvals, packages }
}

function promotedOf(
  { outcome, destination, package: identity, files, waivers }: ReportItem,
  gates: Report['gates'],
): PromotedPackage[] {
  if (outcome !== 'promoted' || destination === null) return []
  return [
    {
      package: { ...identity, slugPerm: destination },
      files: files.flatMap(({ filename, sha256 }) => (sha256 === null ? [] : [{ filename, sha256 }])),
      gates,
      waivers,
    },
  ]
}
