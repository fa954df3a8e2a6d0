import { createStore } from '../../core/store.ts'
import type { OidcProviderRequest } from '../../generated/v1.ts'
import { workspacePart } from '../../world/parts.ts'
import { record, settings, store, text } from '../../world/shapes/index.ts'

/** Who may exchange which tokens of OpenID Connect for a key of which service. */
export interface ProviderRecord {
  readonly slugPerm: string
  settings: Required<OidcProviderRequest>
}

/** What a provider is like where nobody says. */
export const providerDefaults: ProviderRecord['settings'] = {
  name: '',
  provider_url: '',
  enabled: true,
  claims: {},
  jwks: {},
  service_accounts: [],
  mapping_claim: null,
  dynamic_mappings: [],
}

const provider = record<ProviderRecord>({ slugPerm: text, settings: settings('orgs_openid-connect_create', providerDefaults) })

/** The providers that a workspace trusts. */
export const providersOf = workspacePart('providers', () => createStore<ProviderRecord>(), { shape: store(provider) })
