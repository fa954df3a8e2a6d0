import type { ApiKeyRuleRequest } from '../../generated/v1.ts'
import { workspacePart } from '../../world/parts.ts'
import { changing, moment, nullable, type Of, record, settings, store, text } from '../../world/shapes/index.ts'

/** The default age is the longest one possible. */
export const apiKeyRuleDefaults: Required<Omit<ApiKeyRuleRequest, 'refresh_immediately'>> = {
  rule_type: 'All Accounts',
  max_age_hours: 2_147_483_647,
  is_enabled: true,
  enforce_refresh: false,
}

const rule = record({
  slugPerm: text,
  settings: changing(settings('orgs_api_key_rules_create', apiKeyRuleDefaults)),
  /** When it last replaced keys. */
  lastAppliedAt: changing(nullable(moment)),
  createdAt: moment,
  updatedAt: changing(moment),
})

/** A policy for the maximum age of some accounts' API keys in a workspace. */
export type ApiKeyRuleRecord = Of<typeof rule>

/** The API key policies of a workspace. */
export const apiKeyRulesOf = workspacePart('API key rules', { shape: store(rule) })
