import type { Area } from '../../operation/area.ts'
import { apiKeyOperations } from './operations.ts'
import { apiKeyRulesOf } from './records.ts'

/** How old API keys may become. */
export const apiKeys: Area = { operations: apiKeyOperations, parts: [apiKeyRulesOf] }
