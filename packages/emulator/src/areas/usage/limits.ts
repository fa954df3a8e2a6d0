import { changed } from '../../core/changes.ts'
import { ok } from '../../core/reply.ts'
import { managing } from '../../operation/allowed.ts'
import { planLimits } from './quota.ts'
import { usageLimitsOf } from './records.ts'

/** How far the workspace may go above its plan, and how far that is in all. */
export const orgs_retrieve_usage_limits = managing<'orgs_retrieve_usage_limits'>(({ workspace }) => {
  const { limits } = usageLimitsOf(workspace)
  return ok({
    ...limits,
    bandwidth_maximum: planLimits.bandwidth + limits.bandwidth_overage_limit,
    storage_maximum: planLimits.storage + limits.storage_overage_limit,
  })
})

/** Changes how far. */
export const orgs_update_usage_limits = managing<'orgs_update_usage_limits'>(({ workspace, body }) => {
  const usage = usageLimitsOf(workspace)
  const after = changed<Record<string, number | boolean | null>>({ ...usage.limits }, body ?? {})
  usage.limits = {
    allow_open_source_overage: after.allow_open_source_overage === true,
    bandwidth_overage_limit: Number(after.bandwidth_overage_limit ?? 0),
    storage_overage_limit: Number(after.storage_overage_limit ?? 0),
  }
  return ok(usage.limits)
})
