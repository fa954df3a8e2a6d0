import type { ApiKeyRuleRequest } from '../../generated/v1.ts'
import { workspacePart } from '../../world/parts.ts'
import { changing, moment, nullable, type Of, record, settings, store, text } from '../../world/shapes/index.ts'

/** A rule that says no age has the longest. */
export const apiKeyRuleDefaults: Required<Omit<ApiKeyRuleRequest, 'refresh_immediately'>> = {
  rule_type: 'All Accounts',
  max_age_hours: 2_147_483_647,
  is_enabled: true,
  enforce_refresh: false,
}

const rule = record({
  slugPerm: text,
  settings: changing(settings('orgs_api_key_rules_create', apiKeyRuleDefaults)),
  /** When keys were last replaced for it. */
  lastAppliedAt: changing(nullable(moment)),
  createdAt: moment,
  updatedAt: changing(moment),
})

/** How old the API keys of some accounts of a workspace may become. */
export type ApiKeyRuleRecord = Of<typeof rule>

/** The rules of a workspace for API keys. */
export const apiKeyRulesOf = workspacePart('API key rules', { shape: store(rule) })
