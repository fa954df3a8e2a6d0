import type { ApiKeyRuleRequest } from '../../generated/v1.ts'
import type { Account } from '../../world/account.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'

/** How old the API keys of some accounts of a workspace may become. */
export interface ApiKeyRuleRecord {
  readonly slugPerm: string
  settings: Required<Omit<ApiKeyRuleRequest, 'refresh_immediately'>>
  /** When keys were last replaced for it. */
  lastAppliedAt: number | null
  readonly createdAt: number
  updatedAt: number
}

const hour = 3_600_000

/** When a key of an account that was made at some time ends in a workspace: by the strictest rule in force; never where there is none. */
export function endOfKey(workspace: WorkspaceRecord, account: Account, createdAt: number): number | undefined {
  const ages = rulesFor(workspace, account).map(({ settings }) => settings.max_age_hours)
  return ages.length === 0 ? undefined : createdAt + Math.min(...ages) * hour
}

/** Whether a key is too old to be let into a workspace. Keys that nobody listed, as those that were exchanged, have an end of their own. */
export function isTooOld(world: World, workspace: WorkspaceRecord, account: Account, key: string): boolean {
  const found = [...account.keys.values()].find((one) => one.key === key)
  const end = found && endOfKey(workspace, account, found.createdAt)
  return end !== undefined && world.clock.now() > end
}

/** Replaces the keys that are too old by a rule, for every account of the workspace that it is for. */
export function replaceOldKeys(world: World, workspace: WorkspaceRecord, rule: ApiKeyRuleRecord): void {
  const oldest = world.clock.now() - rule.settings.max_age_hours * hour
  for (const { account } of workspace.members.values()) {
    if (!isFor(rule, account)) continue
    for (const [slugPerm, { key, createdAt }] of account.keys) {
      if (createdAt >= oldest) continue
      const fresh = world.ids.slug(40)
      world.keys.delete(key)
      world.keys.set(fresh, account)
      account.keys.set(slugPerm, { key: fresh, createdAt: world.clock.now() })
    }
  }
  rule.lastAppliedAt = world.clock.now()
}

/** What the service does from time to time: replaces old keys where a rule says so. Here it is done before a key is looked at. */
export function enforceRefresh(world: World, account: Account): void {
  for (const workspace of world.workspaces.values()) {
    if (!workspace.members.has(account)) continue
    for (const rule of rulesFor(workspace, account)) {
      if (rule.settings.enforce_refresh) replaceOldKeys(world, workspace, rule)
    }
  }
}

function rulesFor({ apiKeyRules }: WorkspaceRecord, account: Account): ApiKeyRuleRecord[] {
  return apiKeyRules.all().filter((rule) => isFor(rule, account))
}

function isFor({ settings }: ApiKeyRuleRecord, { kind }: Account): boolean {
  return settings.is_enabled && (settings.rule_type === 'All Accounts' || settings.rule_type === `${kind} Accounts`)
}
