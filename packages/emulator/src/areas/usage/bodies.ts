import { flag, nullable, type ShapeOf, whole } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

/** Bodies of the operations on limits of usage. */
export const usageBodies = {
  orgs_update_usage_limits: {
    allow_open_source_overage: flag,
    bandwidth_overage_limit: nullable(whole({ min: 0 })),
    storage_overage_limit: nullable(whole({ min: 0 })),
  } satisfies ShapeOf<BodyOf<'orgs_update_usage_limits'>> satisfies ShapeOf<BodyOf<'orgs_update_usage_limits'>>,
}
