import type { Account } from '../../world/account.ts'
import { giveKey } from '../../world/keys.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { type ApiKeyRuleRecord, apiKeyRulesOf } from './records.ts'

const hour = 3_600_000

/** When an account's key expires in a workspace, according to the strictest active policy; never if there is none. */
export function endOfKey(workspace: WorkspaceRecord, account: Account, createdAt: number): number | undefined {
  const ages = rulesFor(workspace, account).map(({ settings }) => settings.max_age_hours)
  return ages.length === 0 ? undefined : createdAt + Math.min(...ages) * hour
}

/** Whether a key is too old for a workspace. Keys that are not listed, such as exchanged ones, have an expiry of their own. */
export function isTooOld(world: World, workspace: WorkspaceRecord, account: Account, key: string): boolean {
  if (apiKeyRulesOf(workspace).size === 0) return false
  const found = [...account.keys.values()].find((one) => one.key === key)
  const end = found && endOfKey(workspace, account, found.createdAt)
  return end !== undefined && world.clock.now() > end
}

/** Replaces the keys that a policy considers too old, for every account of the workspace that it applies to. */
export function replaceOldKeys(world: World, workspace: WorkspaceRecord, rule: ApiKeyRuleRecord): void {
  const oldest = world.clock.now() - rule.settings.max_age_hours * hour
  for (const { account } of workspace.members.values()) {
    if (!isFor(rule, account)) continue
    for (const [slugPerm, { createdAt }] of account.keys) if (createdAt < oldest) giveKey(world, account, slugPerm)
  }
  rule.lastAppliedAt = world.clock.now()
}

/**
 * Replaces old keys if a policy says so. The service does this regularly; here it is done before a key is used.
 *
 * @returns whether there is such a policy for the account
 */
export function enforceRefresh(world: World, account: Account): boolean {
  let isEnforced = false
  for (const workspace of world.workspaces.values()) {
    if (apiKeyRulesOf(workspace).size === 0 || !workspace.members.has(account)) continue
    for (const rule of rulesFor(workspace, account)) {
      if (!rule.settings.enforce_refresh) continue
      replaceOldKeys(world, workspace, rule)
      isEnforced = true
    }
  }
  return isEnforced
}

function rulesFor(workspace: WorkspaceRecord, account: Account): ApiKeyRuleRecord[] {
  return apiKeyRulesOf(workspace).filter((rule) => isFor(rule, account))
}

function isFor({ settings }: ApiKeyRuleRecord, { kind }: Account): boolean {
  return settings.is_enabled && (settings.rule_type === 'All Accounts' || settings.rule_type === `${kind} Accounts`)
}
