import { flag, oneOf, partial, required, type ShapeOf, whole } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

const keyRule = {
  rule_type: required(oneOf('All Accounts', 'Service Accounts', 'User Accounts')),
  max_age_hours: whole({ min: 24, max: 2_147_483_647 }),
  is_enabled: flag,
  enforce_refresh: flag,
  refresh_immediately: flag,
} satisfies ShapeOf<BodyOf<'orgs_api_key_rules_create'>>

/** Bodies of the operations on rules for API keys. */
export const apiKeyBodies = {
  orgs_api_key_rules_create: keyRule,
  orgs_api_key_rules_update: keyRule,
  orgs_api_key_rules_partial_update: partial(keyRule),
}
