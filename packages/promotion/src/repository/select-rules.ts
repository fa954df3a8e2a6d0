import { identityOf, keyOfRow } from './identity.ts'
import { PlanError } from './plan-error.ts'
import type { PackageRow } from './row.ts'
import type { RowRule } from './row-rule.ts'
import { describeWanted } from './wanted.ts'

/** Which packages of a repository may be selected. */
export interface SelectRules {
  /** A package that is not in the stage is treated as missing from the repository. */
  readonly stage: RowRule
  /** To name a package that the pipeline does not cover is an error. */
  readonly pipeline: RowRule
}

/** Whether a package may be selected. */
export const isAllowed = (row: PackageRow, { stage, pipeline }: SelectRules): boolean =>
  stage.whyNot(row) === undefined && pipeline.whyNot(row) === undefined

/**
 * All packages of a set. A package that failed to synchronise belongs to it, unless another of the same identity did not fail, as beside a
 * duplicate.
 *
 * @throws {PlanError} one of them may not be selected, so that the set would be incomplete
 */
export function wholeOf<Row extends PackageRow>(rows: readonly Row[], rules: SelectRules): Row[] {
  const usable = new Set(rows.filter((row) => !row.is_sync_failed).map(keyOfRow))
  const members = rows.filter((row) => !row.is_sync_failed || !usable.has(keyOfRow(row)))
  requireAllowed(members, [rules.stage, rules.pipeline], 'The set would be incomplete')
  return members
}

/** @throws {PlanError} one of the rows may not be selected */
function requireAllowed(rows: readonly PackageRow[], rules: readonly RowRule[], lead: string): void {
  const refusals = rows.flatMap((row) => {
    const why = rules.map((rule) => rule.whyNot(row)).find((reason) => reason !== undefined)
    return why === undefined ? [] : [`${describeWanted(identityOf(row))}: ${why}`]
  })
  if (refusals.length === 0) return
  const more = refusals.length > mostTold ? [`and ${refusals.length - mostTold} more`] : []
  throw new PlanError(`${lead}: ${[...refusals.slice(0, mostTold), ...more].join('; ')}.`)
}

/** Packages that an error names, at most. */
const mostTold = 10

/** @throws {PlanError} a named package is not covered by the pipeline */
export const requireOurs = (rows: readonly PackageRow[], { pipeline }: SelectRules): void =>
  requireAllowed(rows, [pipeline], 'The pipeline does not cover the selected packages')
