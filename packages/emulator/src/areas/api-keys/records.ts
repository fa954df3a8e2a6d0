import { createStore } from '../../core/store.ts'
import type { ApiKeyRuleRequest } from '../../generated/v1.ts'
import { workspacePart } from '../../world/parts.ts'

/** How old the API keys of some accounts of a workspace may become. */
export interface ApiKeyRuleRecord {
  readonly slugPerm: string
  settings: Required<Omit<ApiKeyRuleRequest, 'refresh_immediately'>>
  /** When keys were last replaced for it. */
  lastAppliedAt: number | null
  readonly createdAt: number
  updatedAt: number
}

/** The rules of a workspace for API keys. */
export const apiKeyRulesOf = workspacePart('API key rules', () => createStore<ApiKeyRuleRecord>())
