import type { Area } from '../../operation/area.ts'
import { apiKeyBodies } from './bodies.ts'
import { apiKeyOperations } from './operations.ts'
import { apiKeyRulesOf } from './records.ts'

/** How old API keys may become. */
export const apiKeys: Area = { operations: apiKeyOperations, bodies: apiKeyBodies, parts: [apiKeyRulesOf] }
