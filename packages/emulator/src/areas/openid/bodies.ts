import { anyObject, flag, list, nested, nullable, partial, required, type ShapeOf, text, url } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

const provider = {
  name: required(text({ min: 1 })),
  provider_url: required(url()),
  enabled: required(flag),
  claims: required(anyObject),
  jwks: anyObject,
  service_accounts: list(text({ min: 1 })),
  mapping_claim: nullable(text()),
  dynamic_mappings: list(nested({ claim_value: required(text({ min: 1 })), service_account: required(text({ min: 1 })) })),
} satisfies ShapeOf<BodyOf<'orgs_openid-connect_create'>>

/** Bodies of the operations on OpenID Connect. */
export const openidBodies = {
  'orgs_openid-connect_create': provider,
  'orgs_openid-connect_update': provider,
  'orgs_openid-connect_partial_update': partial(provider),
  openid_create: { oidc_token: required(text({ min: 1 })), service_slug: required(text({ min: 1 })) },
}
