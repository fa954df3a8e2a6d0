import { createStore } from '../../core/store.ts'
import type { EntitlementRequest } from '../../generated/v1.ts'
import type { Account } from '../../world/account.ts'
import { repositoryPart } from '../../world/parts.ts'
import type { RepositoryRecord } from '../../world/records.ts'

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

/** The entitlements of a repository. */
export const entitlementsOf = repositoryPart('entitlements', () => createStore<EntitlementRecord>())

/** The entitlement that a repository was given by itself, by `slug_perm`: it may be gone by now; none until the repository is private. */
export const defaultTokenOf = repositoryPart('default token', (): { slugPerm: string | undefined } => ({ slugPerm: undefined }))

/** The entitlement of a repository that has a token. */
export function entitlementWith(repository: RepositoryRecord, token: string): EntitlementRecord | undefined {
  return entitlementsOf(repository)
    .all()
    .find(({ settings }) => settings.token === token)
}
