import type { Client } from '../../story.ts'
import type { ResourceKind } from '../resource-kind.ts'

const never = () => undefined

async function withTeams(admin: Client): Promise<void> {
  for (const name of ['Platform', 'Release']) await admin('POST', '/orgs/acme/teams/', { name })
}

async function withServices(admin: Client): Promise<void> {
  for (const name of ['CI', 'Deploy']) await admin('POST', '/orgs/acme/services/', { name })
}

interface TeamOfService {
  readonly slug: string
  readonly role: string
}

const nameOf: Readonly<Record<string, string>> = { platform: 'Platform', release: 'Release' }

/** The people in a workspace, and how they sign in. */
export const people: readonly ResourceKind[] = [
  {
    kind: 'team',
    create: 'orgs_teams_create',
    patch: 'orgs_teams_partial_update',
    collection: '/orgs/acme/teams/',
    least: { name: 'Team' },
    first: { name: "Builders' (2) /x-y", slug: 'zuerich', description: 'Where "it" is: ✓', visibility: 'Hidden' },
    second: { name: 'Bern', slug: 'bern', description: 'Elsewhere', visibility: 'Visible' },
    emptied: { description: null },
    identifiers: ['slug_perm', 'slug'],
  },
  {
    kind: 'service account',
    create: 'orgs_services_create',
    patch: 'orgs_services_partial_update',
    async collection(admin) {
      await withTeams(admin)
      return '/orgs/acme/services/'
    },
    least: { name: 'Service' },
    first: {
      name: 'Bau & Prüfung',
      description: 'Builds: ✓',
      role: 'Manager',
      teams: [
        { slug: 'release', role: 'Manager' },
        { slug: 'platform', role: 'Member' },
      ],
    },
    second: { name: 'Deploy', description: 'Elsewhere', role: 'Member', teams: [{ slug: 'platform', role: 'Manager' }] },
    emptied: { teams: [] },
    shown: {
      // In the service's order: by name.
      teams: (sent: readonly TeamOfService[]) =>
        sent.map((team) => ({ ...team, name: nameOf[team.slug] })).toSorted((a, b) => (a.slug < b.slug ? -1 : 1)),
    },
    identifiers: ['slug'],
  },
  {
    kind: 'OpenID Connect provider with service accounts',
    create: 'orgs_openid-connect_create',
    replace: 'orgs_openid-connect_update',
    patch: 'orgs_openid-connect_partial_update',
    async collection(admin) {
      await withServices(admin)
      return '/orgs/acme/openid-connect/'
    },
    least: { name: 'Provider', provider_url: 'https://ci.example.com', enabled: true, claims: {}, service_accounts: ['ci'] },
    first: {
      name: 'Jenkins ✓',
      provider_url: 'https://jenkins.example.com/oidc',
      enabled: false,
      claims: { aud: ' spaced ', 'deep.claim': { a: [1, 2.5] } },
      jwks: { keys: [{ kty: 'RSA', n: 'abc', e: 'AQAB' }] },
      service_accounts: ['deploy', 'ci'],
    },
    second: {
      name: 'GitLab',
      provider_url: 'https://gitlab.example.com',
      enabled: true,
      claims: { sub: 'x.*' },
      jwks: { keys: [] },
      service_accounts: ['ci'],
    },
    emptied: { claims: {}, jwks: {} },
    left: { mapping_claim: 'excludes service accounts', dynamic_mappings: 'exclude service accounts' },
  },
  {
    kind: 'OpenID Connect provider with dynamic mappings',
    create: 'orgs_openid-connect_create',
    replace: 'orgs_openid-connect_update',
    patch: 'orgs_openid-connect_partial_update',
    async collection(admin) {
      await withServices(admin)
      return '/orgs/acme/openid-connect/'
    },
    least: { name: 'Provider', provider_url: 'https://ci.example.com', enabled: true, claims: {}, service_accounts: ['ci'] },
    first: {
      name: 'Mapped',
      provider_url: 'https://mapped.example.com',
      enabled: false,
      claims: { aud: 'cloudsmith' },
      jwks: { keys: [{ kid: '1' }] },
      mapping_claim: 'repository',
      dynamic_mappings: [
        { claim_value: 'acme/b ✓', service_account: 'deploy' },
        { claim_value: 'acme/a', service_account: 'ci' },
      ],
    },
    second: {
      name: 'Mapped anew',
      provider_url: 'https://other.example.com',
      enabled: true,
      claims: { aud: 'other' },
      jwks: { keys: [] },
      mapping_claim: 'environment',
      dynamic_mappings: [{ claim_value: 'production', service_account: 'deploy' }],
    },
    // They have an operation of their own.
    shown: { dynamic_mappings: never },
    left: { service_accounts: 'exclude mappings' },
  },
  {
    kind: 'SAML group mapping',
    create: 'orgs_saml-group-sync_create',
    async collection(admin) {
      await withTeams(admin)
      return '/orgs/acme/saml-group-sync/'
    },
    least: { idp_key: 'groups', idp_value: 'all', team: 'platform', organization: 'acme' },
    first: { idp_key: 'Gruppe', idp_value: 'Prüfer ✓', team: 'release', role: 'Manager', organization: 'acme' },
    second: { idp_key: 'groups', idp_value: 'builders', team: 'platform', role: 'Member', organization: 'acme' },
    shown: { organization: never },
    isListedOnly: true,
  },
  {
    kind: 'API key rule',
    create: 'orgs_api_key_rules_create',
    replace: 'orgs_api_key_rules_update',
    patch: 'orgs_api_key_rules_partial_update',
    collection: '/orgs/acme/api-key-rules/',
    least: { rule_type: 'All Accounts' },
    first: {
      rule_type: 'Service Accounts',
      max_age_hours: 876_000,
      is_enabled: false,
      enforce_refresh: true,
      refresh_immediately: true,
    },
    second: {
      rule_type: 'User Accounts',
      max_age_hours: 24,
      is_enabled: true,
      enforce_refresh: false,
      refresh_immediately: false,
    },
    shown: { refresh_immediately: never },
  },
  {
    kind: 'invitation by address',
    create: 'orgs_invites_create',
    patch: 'orgs_invites_partial_update',
    async collection(admin) {
      await withTeams(admin)
      return '/orgs/acme/invites/'
    },
    least: { email: 'somebody@example.com' },
    first: { email: 'newcomer@example.com', role: 'Manager', teams: [{ team: 'release', role: 'Manager' }] },
    second: { role: 'Collaborator' },
    left: { user: 'excludes an address' },
    isListedOnly: true,
  },
]
