import type { Ids } from '../../core/ids.ts'
import type { Account } from '../../world/account.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { defaultTokenOf, type EntitlementRecord, entitlementDefaults, entitlementsOf } from './records.ts'

/** Creates an entitlement; an empty token is replaced by a generated one. */
export function createEntitlement(
  ids: Ids,
  settings: EntitlementRecord['settings'],
  account: Account,
  now: number,
): EntitlementRecord {
  return {
    slugPerm: ids.slug(12),
    settings: { ...settings, token: settings.token || ids.slug(16) },
    downloads: 0,
    bandwidth: 0,
    clients: new Set(),
    seesPrivateBroadcasts: false,
    createdAt: now,
    createdBy: account,
    updatedAt: now,
    updatedBy: account,
  }
}

/**
 * Gives a private repository its default token once; it can be changed and deleted like others. Other repositories have no tokens, nor have those in
 * a workspace without accounts.
 */
export function giveDefaultToken(world: World, repository: RepositoryRecord): void {
  const given = defaultTokenOf(repository)
  if (repository.settings.repository_type_str !== 'Private' || given.slugPerm !== undefined) return
  const members = [...repository.workspace.members.values()]
  const owner = members.find(({ role }) => role === 'Owner') ?? members[0]
  if (owner === undefined) return
  // Uses a separate generator, because no caller has requested it: callers' identifiers must not change.
  const token = createEntitlement(world.auditIds, { ...entitlementDefaults, name: 'Default' }, owner.account, world.clock.now())
  given.slugPerm = entitlementsOf(repository).add(token).slugPerm
}
