import { createStore, type Store } from '../../core/store.ts'
import type { InviteRequest, SamlGroupMappingRequest, SamlSettings, ServiceRequest } from '../../generated/v1.ts'
import type { Account } from '../../world/account.ts'
import { workspacePart } from '../../world/parts.ts'
import { accounts, flag, list, moment, optional, record, settings, store, text, words } from '../../world/shapes/index.ts'
import { teamRoles } from '../../world/teams.ts'

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

/** What a service is like where nobody says. */
export const serviceDefaults: ServiceRecord['settings'] = { name: '', description: '', role: 'Member' }

const team = record<NonNullable<InviteRequest['teams']>[number]>({ team: text, role: optional(words(...teamRoles)) })

const invite = record<InviteRecord>({
  slugPerm: text,
  settings: settings<InviteRecord['settings']>(
    'orgs_invites_create',
    { role: 'Member' },
    { email: optional(text), user: optional(text), teams: optional(list(team)) },
  ),
  inviter: accounts,
  expiresAt: moment,
})

const service = record<ServiceRecord>({
  slugPerm: text,
  account: accounts,
  settings: settings('orgs_services_create', serviceDefaults),
  createdAt: moment,
  createdBy: accounts,
})

/** What a group becomes where nobody says. */
export const samlGroupDefaults: SamlGroupRecord['settings'] = { idp_key: '', idp_value: '', team: '', role: 'Member' }

const samlGroup = record<SamlGroupRecord>({
  slugPerm: text,
  settings: settings('orgs_saml-group-sync_create', samlGroupDefaults),
})

const samlDefaults: SamlSettings = {
  saml_auth_enabled: false,
  saml_auth_enforced: false,
  saml_metadata_inline: '',
  saml_metadata_url: null,
  saml_metadata_inline_webapp: null,
  saml_metadata_url_webapp: null,
}

/** The invitations of a workspace. */
export const invitesOf = workspacePart('invites', () => createStore<InviteRecord>(), { shape: store(invite) })

/** The service accounts of a workspace. */
export const servicesOf = workspacePart('services', () => createStore<ServiceRecord>(), { shape: store(service) })

/** How the members of a workspace sign in: not by SAML, unless somebody says so. */
export const samlOf = workspacePart(
  'saml',
  (): SamlRecord => ({ settings: samlDefaults, isGroupSyncEnabled: false, groups: createStore() }),
  {
    shape: record<SamlRecord>({
      settings: settings('orgs_saml-authentication_partial_update', samlDefaults),
      isGroupSyncEnabled: flag,
      groups: store(samlGroup),
    }),
  },
)
