import { invalidToken } from '../../core/errors.ts'
import type { Actor } from '../../world/actor.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { type EntitlementRecord, entitlementWith } from '../entitlements/records.ts'

/** Who may read a repository: an account, anybody where it is open, or whoever has the token of an entitlement. */
export interface Reader {
  readonly repository: RepositoryRecord
  readonly actor: Actor
  /** The token that opened it, where no account did. */
  readonly entitlement: EntitlementRecord | undefined
}

/**
 * Lets somebody read a repository by whatever came with the request: the key of an account, the token of an entitlement, or nothing.
 *
 * @param key what came; where it is an account's, `actor` has that account
 * @throws {Refusal} 401 for a key that nobody has, and for anybody where the repository is private; 403 or 404 for accounts that may not read
 */
export function admit(repository: RepositoryRecord, actor: Actor, key: string | undefined): Reader {
  const entitlement = key === undefined || actor.account !== undefined ? undefined : entitlementWith(repository, key)
  if (entitlement === undefined) {
    if (key !== undefined && actor.account === undefined) throw invalidToken()
    actor.must('Read', repository)
  }
  return { repository, actor, entitlement }
}
