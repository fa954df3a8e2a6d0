import { changed } from '../../core/changes.ts'
import { type FieldErrors, invalid } from '../../core/errors.ts'
import { ok } from '../../core/reply.ts'
import { managing } from '../../operation/allowed.ts'
import { mostOverage } from './quota.ts'
import { usageLimitsOf } from './records.ts'

/** Returns by how much the workspace may exceed its plan, and by how much it could at most. All in gigabytes. */
export const orgs_retrieve_usage_limits = managing<'orgs_retrieve_usage_limits'>(({ workspace }) =>
  ok({
    ...usageLimitsOf(workspace).limits,
    bandwidth_maximum: mostOverage.bandwidth,
    storage_maximum: mostOverage.storage,
  }),
)

/** Changes by how much the workspace may exceed its plan. */
export const orgs_update_usage_limits = managing<'orgs_update_usage_limits'>(({ workspace, body }) => {
  const usage = usageLimitsOf(workspace)
  const after = changed<Record<string, number | boolean | null>>({ ...usage.limits }, body ?? {})
  const limits = {
    allow_open_source_overage: after.allow_open_source_overage === true,
    bandwidth_overage_limit: Number(after.bandwidth_overage_limit ?? 0),
    storage_overage_limit: Number(after.storage_overage_limit ?? 0),
  }
  const errors: FieldErrors = {
    ...above('bandwidth_overage_limit', limits.bandwidth_overage_limit, mostOverage.bandwidth),
    ...above('storage_overage_limit', limits.storage_overage_limit, mostOverage.storage),
  }
  if (Object.keys(errors).length > 0) throw invalid(errors)
  usage.limits = limits
  return ok(limits)
})

function above(name: string, value: number, most: number): FieldErrors {
  return value > most ? { [name]: [`Ensure this value is less than or equal to ${most}.`] } : {}
}
