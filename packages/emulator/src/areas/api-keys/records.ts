import { createStore } from '../../core/store.ts'
import type { ApiKeyRuleRequest } from '../../generated/v1.ts'
import { workspacePart } from '../../world/parts.ts'
import { moment, nullable, record, settings, store, text } from '../../world/shapes/index.ts'

/** How old the API keys of some accounts of a workspace may become. */
export interface ApiKeyRuleRecord {
  readonly slugPerm: string
  settings: Required<Omit<ApiKeyRuleRequest, 'refresh_immediately'>>
  /** When keys were last replaced for it. */
  lastAppliedAt: number | null
  readonly createdAt: number
  updatedAt: number
}

/** A rule that says no age has the longest. */
export const apiKeyRuleDefaults: ApiKeyRuleRecord['settings'] = {
  rule_type: 'All Accounts',
  max_age_hours: 2_147_483_647,
  is_enabled: true,
  enforce_refresh: false,
}

const rule = record<ApiKeyRuleRecord>({
  slugPerm: text,
  settings: settings('orgs_api_key_rules_create', apiKeyRuleDefaults),
  lastAppliedAt: nullable(moment),
  createdAt: moment,
  updatedAt: moment,
})

/** The rules of a workspace for API keys. */
export const apiKeyRulesOf = workspacePart('API key rules', () => createStore<ApiKeyRuleRecord>(), { shape: store(rule) })
