import { changed } from '../../core/changes.ts'
import { invalid } from '../../core/errors.ts'
import { timestamp, timestampOrNull } from '../../core/time.ts'
import type { ApiKeyRule, ApiKeyRuleRequest } from '../../generated/v1.ts'
import type { Area } from '../../operation/area.ts'
import { managedHome } from '../../operation/homes.ts'
import { type Resource, type ResourceCall, resourceOperations } from '../../operation/resource.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import { type ApiKeyRuleRecord, apiKeyRuleDefaults, apiKeyRulesOf } from './records.ts'
import { replaceOldKeys } from './rules.ts'

const rule: Resource<WorkspaceRecord, ApiKeyRuleRecord> = {
  home: managedHome,
  store: apiKeyRulesOf,
  create(call, workspace) {
    const now = call.world.clock.now()
    const settings = settingsOf(workspace, apiKeyRuleDefaults, call)
    const record = { slugPerm: call.world.ids.slug(12), settings, lastAppliedAt: null, createdAt: now, updatedAt: now }
    return applied(call, workspace, record)
  },
  change(call, record, isWhole, workspace) {
    record.settings = settingsOf(workspace, isWhole ? apiKeyRuleDefaults : record.settings, call, record)
    record.updatedAt = call.world.clock.now()
    applied(call, workspace, record)
  },
  view: (_world, { slugPerm, settings, lastAppliedAt, createdAt, updatedAt }): ApiKeyRule => ({
    ...settings,
    slug_perm: slugPerm,
    slug: slugFor(settings),
    last_applied_at: timestampOrNull(lastAppliedAt),
    created_at: timestamp(createdAt),
    updated_at: timestamp(updatedAt),
  }),
}

/** @throws {Refusal} 422 for a second policy for the same accounts: inferred, because the slug is made from them */
function settingsOf(
  workspace: WorkspaceRecord,
  base: ApiKeyRuleRecord['settings'],
  { body }: ResourceCall,
  except?: ApiKeyRuleRecord,
): ApiKeyRuleRecord['settings'] {
  const settings = changed(base, body)
  const isTaken = apiKeyRulesOf(workspace).some((other) => other !== except && other.settings.rule_type === settings.rule_type)
  if (isTaken) throw invalid({ rule_type: ['There is a rule for these accounts already.'] })
  return settings
}

function applied({ body, world }: ResourceCall, workspace: WorkspaceRecord, record: ApiKeyRuleRecord): ApiKeyRuleRecord {
  const { refresh_immediately: isAtOnce }: Partial<ApiKeyRuleRequest> = body
  if (isAtOnce && record.settings.is_enabled) replaceOldKeys(world, workspace, record)
  return record
}

function slugFor({ rule_type }: ApiKeyRuleRecord['settings']): string {
  return rule_type.toLowerCase().replace(' ', '-')
}

/** Policies for the maximum age of API keys. */
export const apiKeys: Area = {
  title: 'API key policies',
  operations: resourceOperations('orgs_api_key_rules', rule),
  parts: [apiKeyRulesOf],
}
