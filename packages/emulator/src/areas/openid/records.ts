import { createStore } from '../../core/store.ts'
import type { OidcProviderRequest } from '../../generated/v1.ts'
import { workspacePart } from '../../world/parts.ts'

/** Who may exchange which tokens of OpenID Connect for a key of which service. */
export interface ProviderRecord {
  readonly slugPerm: string
  settings: Required<OidcProviderRequest>
}

/** The providers that a workspace trusts. */
export const providersOf = workspacePart('providers', () => createStore<ProviderRecord>())
