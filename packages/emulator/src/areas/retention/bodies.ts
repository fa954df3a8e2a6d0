import { flag, nullable, type ShapeOf, text, whole } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

/** Bodies of the operations on retention rules. */
export const retentionBodies = {
  repo_retention_partial_update: {
    retention_enabled: flag,
    retention_count_limit: whole({ min: 0, max: 10_000 }),
    retention_days_limit: whole({ min: 0, max: 180 }),
    retention_size_limit: whole({ min: 0, max: 21_474_836_480 }),
    retention_group_by_name: flag,
    retention_group_by_format: flag,
    retention_group_by_package_type: flag,
    retention_package_query_string: nullable(text()),
  } satisfies ShapeOf<BodyOf<'repo_retention_partial_update'>>,
}
