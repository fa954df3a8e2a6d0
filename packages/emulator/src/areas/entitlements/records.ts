import type { EntitlementRequest } from '../../generated/v1.ts'
import type { Account } from '../../world/account.ts'

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
