import {
  anyObject,
  flag,
  list,
  moment,
  nested,
  nullable,
  oneOf,
  partial,
  required,
  type ShapeOf,
  text,
  whole,
} from '../../core/fields.ts'
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

const connection = {
  target_repository: required(text({ min: 1, pattern: /^[-a-zA-Z0-9_]+$/ })),
  is_active: flag,
  priority: whole({ min: 1, max: 32_767 }),
} satisfies ShapeOf<BodyOf<'repos_connected_create'>>

const allowAndDeny = nested({ allow: required(list(text({ min: 1 }))), deny: required(list(text({ min: 1 }))) })
const rules = { cidr: required(allowAndDeny), country_code: required(allowAndDeny) } satisfies ShapeOf<
  BodyOf<'repos_geoip_update'>
>

function signingKey<Kind extends string>(kind: Kind) {
  return { [`${kind}_private_key`]: required(text({ min: 1 })), [`${kind}_passphrase`]: text({ min: 1 }) }
}

/** Bodies of the operations on what repositories have: entitlements, connections, rules, keys. */
export const repositoryPartBodies = {
  entitlements_create: entitlement,
  entitlements_partial_update: partial(entitlement),
  entitlements_refresh: limits,
  entitlements_sync: { source: required(text({ min: 1 })) },
  entitlements_toggle_private_broadcasts: { access_private_broadcasts: required(flag) },
  broadcasts_create_broadcast_token: { entitlement_token: required(text({ min: 1 })), expires_in: whole({ min: 1 }) },
  repos_connected_create: connection,
  repos_connected_update: connection,
  repos_connected_partial_update: partial(connection),
  repos_geoip_update: rules,
  repos_geoip_partial_update: partial(rules),
  repos_geoip_test: { addresses: required(list(text({ min: 1 }))) },
  repos_gpg_create: signingKey('gpg'),
  repos_rsa_create: signingKey('rsa'),
  repos_ecdsa_create: signingKey('ecdsa'),
  repos_ed25519_create: signingKey('ed25519'),
  repos_transfer_region: { storage_region: text({ min: 1 }) },
}
