import { flag, list, nested, nullable, oneOf, partial, required, type ShapeOf, text, url } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

const slug = text({ min: 1, pattern: /^[-a-zA-Z0-9_]+$/ })
const teamRole = oneOf('Manager', 'Member')
const role = oneOf('Owner', 'Manager', 'Member', 'Collaborator')

const invite = {
  email: text({ min: 1, pattern: /^[^\s@]+@[^\s@]+$/ }),
  user: text({ min: 1 }),
  role,
  teams: list(nested({ team: required(slug), role: teamRole })),
} satisfies ShapeOf<BodyOf<'orgs_invites_create'>>

const team = {
  name: required(text({ min: 1, pattern: /^\w[\w \-'./()]+$/ })),
  slug,
  description: nullable(text()),
  visibility: oneOf('Visible', 'Hidden'),
} satisfies ShapeOf<BodyOf<'orgs_teams_create'>>

const member = nested({ user: required(text({ min: 1 })), role: required(teamRole), user_kind: oneOf('User', 'Service') })
const members = { members: required(list(member)) } satisfies ShapeOf<BodyOf<'orgs_teams_members_create'>>

const service = {
  name: required(text({ min: 1, max: 120 })),
  description: text({ min: 1, max: 1024 }),
  role: teamRole,
  teams: list(nested({ slug: required(slug), role: teamRole })),
} satisfies ShapeOf<BodyOf<'orgs_services_create'>>

/** Bodies of the operations on the people of a workspace. */
export const peopleBodies = {
  orgs_members_update_role: { role: required(role) },
  orgs_members_update_visibility: { visibility: required(oneOf('Public', 'Private')) },
  orgs_invites_create: invite,
  orgs_invites_partial_update: { role: required(role) },
  orgs_teams_create: team,
  orgs_teams_partial_update: partial(team),
  orgs_teams_members_create: members,
  orgs_teams_members_update: members,
  orgs_services_create: service,
  orgs_services_partial_update: partial(service),
  'orgs_saml-authentication_partial_update': {
    saml_auth_enabled: flag,
    saml_auth_enforced: flag,
    saml_metadata_inline: text({ max: 32_000 }),
    saml_metadata_url: nullable(url()),
    saml_metadata_inline_webapp: nullable(text()),
    saml_metadata_url_webapp: nullable(url()),
  } satisfies ShapeOf<BodyOf<'orgs_saml-authentication_partial_update'>>,
  'orgs_saml-group-sync_create': {
    idp_key: required(text({ min: 1, max: 100 })),
    idp_value: required(text({ min: 1, max: 100 })),
    team: required(slug),
    role: teamRole,
    organization: required(text()),
  } satisfies ShapeOf<BodyOf<'orgs_saml-group-sync_create'>>,
}
