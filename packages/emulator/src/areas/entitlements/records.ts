import type { EntitlementRequest } from '../../generated/v1.ts'
import { accounts } from '../../world/account.ts'
import { repositoryPart } from '../../world/parts.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import {
  changing,
  count,
  flag,
  kind,
  moment,
  type Of,
  optional,
  query,
  record,
  set,
  settings,
  store,
  text,
} from '../../world/shapes/index.ts'

/** The defaults of an entitlement. */
export const entitlementDefaults: Required<EntitlementRequest> = {
  name: '',
  limit_bandwidth: null,
  limit_bandwidth_unit: null,
  limit_date_range_from: null,
  limit_date_range_to: null,
  limit_num_clients: null,
  limit_num_downloads: null,
  limit_package_query: null,
  limit_path_query: null,
  scheduled_reset_period: 'Never Reset',
  scheduled_reset_at: null,
  is_active: true,
  eula_required: false,
  metadata: null,
  token: '',
}

/** Entitlement tokens: existing ones, and those that downloads were made with. */
export const entitlements = kind('entitlement', () =>
  record({
    slugPerm: text,
    /** `token` is the secret itself. */
    settings: changing(settings('entitlements_create', entitlementDefaults, { limit_package_query: query })),
    downloads: changing(count),
    /** Bytes since the last reset. */
    bandwidth: changing(count),
    /** The clients that have used it. */
    clients: set(text),
    seesPrivateBroadcasts: changing(flag),
    createdAt: moment,
    createdBy: accounts,
    updatedAt: changing(moment),
    updatedBy: changing(accounts),
  }),
)

/** A token that gives access to the downloads of a private repository, with its limits and usage. */
export type EntitlementRecord = Of<typeof entitlements>

/** The entitlements of a repository. */
export const entitlementsOf = repositoryPart('entitlements', { shape: store(entitlements) })

/**
 * The `slug_perm` of the default entitlement of a repository, which may have been deleted since; undefined if the repository has never been private.
 */
export const defaultTokenOf = repositoryPart('default token', {
  shape: record({ slugPerm: changing(optional(text)) }),
  make: () => ({ slugPerm: undefined }),
})

/** The entitlement of a repository with a token. */
export function entitlementWith(repository: RepositoryRecord, token: string): EntitlementRecord | undefined {
  return entitlementsOf(repository).find(({ settings }) => settings.token === token)
}
