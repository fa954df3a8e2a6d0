import type { OidcProviderRequest } from '../../generated/v1.ts'
import { workspacePart } from '../../world/parts.ts'
import { changing, type Of, record, settings, store, text } from '../../world/shapes/index.ts'

/** The default settings of a provider. */
export const providerDefaults: Required<OidcProviderRequest> = {
  name: '',
  provider_url: '',
  enabled: true,
  claims: {},
  jwks: {},
  service_accounts: [],
  mapping_claim: null,
  dynamic_mappings: [],
}

const provider = record({ slugPerm: text, settings: changing(settings('orgs_openid-connect_create', providerDefaults)) })

/** A provider whose OpenID Connect tokens can be exchanged for API keys of service accounts. */
export type ProviderRecord = Of<typeof provider>

/** The providers that a workspace trusts. */
export const providersOf = workspacePart('providers', { shape: store(provider) })
