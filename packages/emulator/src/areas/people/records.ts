import type { InviteRequest, SamlGroupMappingRequest, SamlSettings, ServiceRequest } from '../../generated/v1.ts'
import { accounts } from '../../world/account.ts'
import { workspacePart } from '../../world/parts.ts'
import {
  changing,
  flag,
  list,
  moment,
  type Of,
  optional,
  record,
  recordOf,
  settings,
  store,
  text,
  words,
} from '../../world/shapes/index.ts'
import { teamRoles } from '../../world/teams.ts'

const team = recordOf<NonNullable<InviteRequest['teams']>[number]>({ team: text, role: optional(words(...teamRoles)) })

const invite = record({
  slugPerm: text,
  settings: changing(
    settings<InviteRequest & { role: NonNullable<InviteRequest['role']> }>(
      'orgs_invites_create',
      { role: 'Member' },
      { email: optional(text), user: optional(text), teams: optional(list(team)) },
    ),
  ),
  inviter: accounts,
  expiresAt: changing(moment),
})

/** A pending invitation. */
export type InviteRecord = Of<typeof invite>

/** The invitations of a workspace. */
export const invitesOf = workspacePart('invites', { shape: store(invite) })

/** The default settings of a service. */
export const serviceDefaults: Required<Omit<ServiceRequest, 'teams'>> = { name: '', description: '', role: 'Member' }

const service = record({
  slugPerm: text,
  account: accounts,
  settings: changing(settings('orgs_services_create', serviceDefaults)),
  createdAt: moment,
  createdBy: accounts,
})

/** A service account. Its key is only shown when it is created. */
export type ServiceRecord = Of<typeof service>

/** The service accounts of a workspace. */
export const servicesOf = workspacePart('services', { shape: store(service) })

/** The default settings of a group mapping. */
export const samlGroupDefaults: Required<Omit<SamlGroupMappingRequest, 'organization'>> = {
  idp_key: '',
  idp_value: '',
  team: '',
  role: 'Member',
}

const samlGroup = record({ slugPerm: text, settings: settings('orgs_saml-group-sync_create', samlGroupDefaults) })

/** A group of the identity provider, whose members join a team. */
export type SamlGroupRecord = Of<typeof samlGroup>

const samlGroups = store(samlGroup)

const samlSettings = settings<SamlSettings>('orgs_saml-authentication_partial_update', {
  saml_auth_enabled: false,
  saml_auth_enforced: false,
  saml_metadata_inline: '',
  saml_metadata_url: null,
  saml_metadata_inline_webapp: null,
  saml_metadata_url_webapp: null,
})

/** The SAML settings of a workspace. By default, SAML is disabled. */
export const samlOf = workspacePart('saml', {
  shape: record({ settings: changing(samlSettings), isGroupSyncEnabled: changing(flag), groups: samlGroups }),
  make: () => ({ settings: samlSettings.start(), isGroupSyncEnabled: false, groups: samlGroups.start() }),
})
