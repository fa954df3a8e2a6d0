import { createStore } from '../../core/store.ts'
import type { EntitlementRequest } from '../../generated/v1.ts'
import type { Account } from '../../world/account.ts'
import { repositoryPart } from '../../world/parts.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import {
  accounts,
  count,
  flag,
  kind,
  moment,
  optional,
  query,
  record,
  set,
  settings,
  store,
  text,
} from '../../world/shapes/index.ts'

/** A token that unlocks the downloads of a private repository, with its limits and what was used of them. */
export interface EntitlementRecord {
  readonly slugPerm: string
  /** With its defaults; `token` is the secret itself. */
  settings: Required<EntitlementRequest>
  downloads: number
  /** Bytes since the last reset. */
  bandwidth: number
  /** From where it was used. */
  readonly clients: Set<string>
  seesPrivateBroadcasts: boolean
  readonly createdAt: number
  readonly createdBy: Account
  updatedAt: number
  updatedBy: Account
}

/** What an entitlement has that a request does not set. */
export const entitlementDefaults: EntitlementRecord['settings'] = {
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

/** Tokens: those that are there, and those that downloads were made with. */
export const entitlements = kind<EntitlementRecord>('entitlement', () => ({
  slugPerm: text,
  settings: settings('entitlements_create', entitlementDefaults, { limit_package_query: query }),
  downloads: count,
  bandwidth: count,
  clients: set(text),
  seesPrivateBroadcasts: flag,
  createdAt: moment,
  createdBy: accounts,
  updatedAt: moment,
  updatedBy: accounts,
}))

/** The entitlements of a repository. */
export const entitlementsOf = repositoryPart('entitlements', () => createStore<EntitlementRecord>(), {
  shape: store(entitlements),
})

/** The entitlement that a repository was given by itself, by `slug_perm`: it may be gone by now; none until the repository is private. */
export const defaultTokenOf = repositoryPart('default token', (): { slugPerm: string | undefined } => ({ slugPerm: undefined }), {
  shape: record<{ slugPerm: string | undefined }>({ slugPerm: optional(text) }),
})

/** The entitlement of a repository that has a token. */
export function entitlementWith(repository: RepositoryRecord, token: string): EntitlementRecord | undefined {
  return entitlementsOf(repository)
    .all()
    .find(({ settings }) => settings.token === token)
}
