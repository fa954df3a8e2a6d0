import { invalidToken } from '../../core/errors.ts'
import type { Actor } from '../../world/actor.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { type EntitlementRecord, entitlementWith } from '../entitlements/records.ts'

/** A reader of a repository: an account, anybody if it is open, or the holder of an entitlement token. */
export interface Reader {
  readonly repository: RepositoryRecord
  readonly actor: Actor
  /** The token that gave access, if it was not an account. */
  readonly entitlement: EntitlementRecord | undefined
}

/**
 * Checks read access to a repository by the credential of a request: the key of an account, an entitlement token, or none.
 *
 * @param key the credential; if it belongs to an account, `actor` has that account
 * @throws {Refusal} 401 for an unknown key, and for anonymous callers of a private repository; 403 or 404 for accounts that may not read it
 */
export function admit(repository: RepositoryRecord, actor: Actor, key: string | undefined): Reader {
  const entitlement = key === undefined || actor.account !== undefined ? undefined : entitlementWith(repository, key)
  if (entitlement === undefined) {
    if (key !== undefined && actor.account === undefined) throw invalidToken()
    actor.must('Read', repository)
  }
  return { repository, actor, entitlement }
}
