import { createStore, type Store } from '../../core/store.ts'
import type { InviteRequest, SamlGroupMappingRequest, SamlSettings, ServiceRequest } from '../../generated/v1.ts'
import type { Account } from '../../world/account.ts'
import { workspacePart } from '../../world/parts.ts'

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

/** The invitations of a workspace. */
export const invitesOf = workspacePart('invites', () => createStore<InviteRecord>())

/** The service accounts of a workspace. */
export const servicesOf = workspacePart('services', () => createStore<ServiceRecord>())

/** How the members of a workspace sign in: not by SAML, unless somebody says so. */
export const samlOf = workspacePart(
  'saml',
  (): SamlRecord => ({
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
  }),
)
