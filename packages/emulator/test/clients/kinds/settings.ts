import type { Client } from '../../story.ts'
import type { Fields } from '../resource-kind.ts'

/** Settings that always exist: they are neither created nor deleted. */
export interface SettingsKind {
  readonly kind: string
  readonly path: string
  /** The operation that changes some of them, and the one that replaces them all. */
  readonly patch?: string
  readonly replace?: string
  /** Every field with a value other than its default; and with yet another. */
  readonly first: Fields
  readonly second: Fields
  /** What is sent to clear fields, each of which is then returned as it was sent. */
  readonly emptied: Fields
  /** How fields are returned differently. */
  readonly shown?: Readonly<Record<string, (sent: never) => unknown>>
  /** What has to exist before. */
  readonly prepare?: (admin: Client) => Promise<void>
}

const metadata = '<EntityDescriptor entityID="https://idp.example.com">\n  <IDPSSODescriptor/>\n</EntityDescriptor>'

const trimmed = (sent: string) => sent.trim()

async function withGrantees(admin: Client): Promise<void> {
  await admin('POST', '/orgs/acme/services/', { name: 'CI' })
  for (const name of ['Platform', 'Release']) await admin('POST', '/orgs/acme/teams/', { name })
}

/** Settings of workspaces and repositories. */
export const settings: readonly SettingsKind[] = [
  {
    kind: 'retention rules',
    path: '/repos/acme/dev/retention/',
    patch: 'repo_retention_partial_update',
    first: {
      retention_enabled: true,
      retention_count_limit: 10_000,
      retention_days_limit: 180,
      retention_size_limit: 21_474_836_480,
      retention_group_by_name: true,
      retention_group_by_format: true,
      retention_group_by_package_type: true,
      retention_package_query_string: 'name:test AND tag:~latest',
    },
    second: {
      retention_enabled: false,
      retention_count_limit: 1,
      retention_days_limit: 2,
      retention_size_limit: 3,
      retention_group_by_name: false,
      retention_group_by_format: false,
      retention_group_by_package_type: false,
      retention_package_query_string: 'name:other',
    },
    emptied: {
      retention_count_limit: 0,
      retention_days_limit: 0,
      retention_size_limit: 0,
      retention_package_query_string: '',
    },
  },
  {
    kind: 'privileges',
    path: '/repos/acme/dev/privileges',
    patch: 'repos_privileges_partial_update',
    replace: 'repos_privileges_update',
    prepare: withGrantees,
    first: {
      privileges: [
        { privilege: 'Write', service: 'ci' },
        { privilege: 'Write', team: 'release' },
        { privilege: 'Read', team: 'platform' },
        { privilege: 'Admin', user: 'admin' },
      ],
    },
    second: {
      privileges: [
        { privilege: 'Admin', service: 'ci' },
        { privilege: 'Read', team: 'release' },
        { privilege: 'Write', team: 'platform' },
        { privilege: 'Read', user: 'admin' },
      ],
    },
    emptied: { privileges: [] },
  },
  {
    kind: 'rules about addresses',
    path: '/repos/acme/dev/geoip',
    patch: 'repos_geoip_partial_update',
    replace: 'repos_geoip_update',
    first: {
      cidr: { allow: ['192.0.2.0/24', '10.0.0.0/8'], deny: ['2001:db8::/32'] },
      country_code: { allow: ['GB', 'DE'], deny: ['FR'] },
    },
    second: { cidr: { allow: ['10.0.0.1'], deny: [] }, country_code: { allow: [], deny: ['US'] } },
    emptied: { cidr: { allow: [], deny: [] }, country_code: { allow: [], deny: [] } },
  },
  {
    kind: 'SAML, by text',
    path: '/orgs/acme/saml-authentication',
    patch: 'orgs_saml-authentication_partial_update',
    first: {
      saml_auth_enabled: true,
      saml_auth_enforced: true,
      saml_metadata_inline: `\n${metadata}\n`,
      saml_metadata_url: '',
      saml_metadata_inline_webapp: `  ${metadata}  `,
      saml_metadata_url_webapp: '',
    },
    second: {
      saml_auth_enabled: false,
      saml_auth_enforced: false,
      saml_metadata_inline: '<EntityDescriptor/>',
      saml_metadata_url: 'https://idp.example.com/metadata.xml',
      saml_metadata_inline_webapp: '<Other/>',
      saml_metadata_url_webapp: 'https://idp.example.com/webapp.xml',
    },
    emptied: { saml_metadata_inline: '', saml_metadata_url: '', saml_metadata_inline_webapp: '', saml_metadata_url_webapp: '' },
    shown: { saml_metadata_inline: trimmed, saml_metadata_inline_webapp: trimmed },
  },
  {
    kind: 'limits of usage',
    path: '/orgs/acme/usage-limits/',
    patch: 'orgs_update_usage_limits',
    first: { allow_open_source_overage: true, bandwidth_overage_limit: 100, storage_overage_limit: 50 },
    second: { allow_open_source_overage: false, bandwidth_overage_limit: 7, storage_overage_limit: 8 },
    emptied: { bandwidth_overage_limit: 0, storage_overage_limit: 0 },
  },
  {
    kind: 'members of a team',
    path: '/orgs/acme/teams/platform/members',
    replace: 'orgs_teams_members_update',
    prepare: withGrantees,
    first: {
      members: [
        { user: 'writer', role: 'Manager' },
        { user: 'ci', role: 'Member' },
      ],
    },
    second: { members: [{ user: 'reader', role: 'Member' }] },
    emptied: { members: [] },
    shown: {
      members: (sent: readonly { user: string }[]) =>
        sent.map((member) => ({ ...member, user_kind: member.user === 'ci' ? 'Service' : 'User' })),
    },
  },
]
