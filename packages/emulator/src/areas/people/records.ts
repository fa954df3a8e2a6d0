import { createStore, type Store } from '../../core/store.ts'
import type {
  InviteRequest,
  OidcProviderRequest,
  OrganizationUsage,
  SamlGroupMappingRequest,
  SamlSettings,
  ServiceRequest,
  TeamRequest,
} from '../../generated/v1.ts'
import type { Account } from '../../world/account.ts'

/** What somebody is in a team. */
export type TeamRole = 'Manager' | 'Member'

/** A team, which may have privileges in repositories. */
export interface TeamRecord {
  readonly slugPerm: string
  settings: Required<TeamRequest>
  readonly members: Map<Account, TeamRole>
}

/** An invitation that nobody has accepted. */
export interface InviteRecord {
  readonly slugPerm: string
  settings: InviteRequest & { role: NonNullable<InviteRequest['role']> }
  readonly inviter: Account
  expiresAt: number
}

/** A service account. Its key is shown when it is made only. */
export interface ServiceRecord {
  readonly slugPerm: string
  readonly account: Account
  settings: Required<Omit<ServiceRequest, 'teams'>>
  readonly createdAt: number
  readonly createdBy: Account
}

/** Who may exchange which tokens of OpenID Connect for a key of which service. */
export interface ProviderRecord {
  readonly slugPerm: string
  settings: Required<OidcProviderRequest>
}

/** A group at the identity provider, whose members come into a team. */
export interface SamlGroupRecord {
  readonly slugPerm: string
  readonly settings: Required<Omit<SamlGroupMappingRequest, 'organization'>>
}

/** How a workspace signs its members in. */
export interface SamlRecord {
  settings: SamlSettings
  isGroupSyncEnabled: boolean
  readonly groups: Store<SamlGroupRecord>
}

/** How far a workspace may go above its plan. */
export type UsageLimits = OrganizationUsage

/** Signing in with SAML, switched off. */
export function createSaml(): SamlRecord {
  return {
    settings: {
      saml_auth_enabled: false,
      saml_auth_enforced: false,
      saml_metadata_inline: '',
      saml_metadata_url: null,
      saml_metadata_inline_webapp: null,
      saml_metadata_url_webapp: null,
    },
    isGroupSyncEnabled: false,
    groups: createStore(),
  }
}
