import { anyObject, flag, moment, nullable, oneOf, partial, required, type ShapeOf, text, whole } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

const count = nullable(whole({ min: 0 }))

const limits = {
  limit_bandwidth: count,
  limit_bandwidth_unit: nullable(
    oneOf('Byte', 'Kilobyte', 'Megabyte', 'Gigabyte', 'Terabyte', 'Petabyte', 'Exabyte', 'Zettabyte', 'Yottabyte'),
  ),
  limit_date_range_from: nullable(moment),
  limit_date_range_to: nullable(moment),
  limit_num_clients: count,
  limit_num_downloads: count,
  limit_package_query: nullable(text({ max: 1024 })),
  limit_path_query: nullable(text({ max: 1024 })),
  scheduled_reset_period: nullable(
    oneOf('Never Reset', 'Daily', 'Weekly', 'Fortnightly', 'Monthly', 'Bi-Monthly', 'Quarterly', 'Every 6 months', 'Annual'),
  ),
  scheduled_reset_at: nullable(moment),
  is_active: flag,
  eula_required: flag,
  metadata: nullable(anyObject),
  token: text({ min: 8, max: 48 }),
} satisfies ShapeOf<BodyOf<'entitlements_refresh'>>

const entitlement = { name: required(text({ min: 1 })), ...limits } satisfies ShapeOf<BodyOf<'entitlements_create'>>

/** Bodies of the operations on entitlements. */
export const entitlementBodies = {
  entitlements_create: entitlement,
  entitlements_partial_update: partial(entitlement),
  entitlements_refresh: limits,
  entitlements_sync: { source: required(text({ min: 1 })) },
  entitlements_toggle_private_broadcasts: { access_private_broadcasts: required(flag) },
  broadcasts_create_broadcast_token: { entitlement_token: required(text({ min: 1 })), expires_in: whole({ min: 1 }) },
}
