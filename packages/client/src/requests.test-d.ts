/**
 * What callers may pass, and what they may not. Nothing here is run: type-checking the package checks it.
 */
import { Cloudsmith, type RepositoryPrivilege, type UpstreamFormat, type Webhook } from './index.ts'

const cloudsmith = new Cloudsmith({ apiKey: 'key' })
const at = { owner: 'acme', repo: 'dev' }

export function aPrivilegeIsOfOne(privilege: RepositoryPrivilege): void {
  cloudsmith.repos.privileges.update({ ...at, privileges: [{ team: 'ci', privilege: 'Write' }] })
  cloudsmith.repos.privileges.update({ ...at, privileges: [{ service: 'bot', privilege: 'Read', user: undefined }] })
  // @ts-expect-error of nobody
  cloudsmith.repos.privileges.update({ ...at, privileges: [{ privilege: 'Write' }] })
  // @ts-expect-error of two
  cloudsmith.repos.privileges.replace({ ...at, privileges: [{ team: 'ci', user: 'ada', privilege: 'Write' }] })
  // @ts-expect-error there is no such privilege
  cloudsmith.repos.privileges.grant({ ...at, privileges: [{ team: 'ci', privilege: 'Owner' }] })
  // Responses of the service may have values that are not known yet.
  const word: string = privilege.privilege
  if (privilege.team !== undefined) privilege.team.concat(word)
}

export function aProviderHasAccountsOrMappings(): void {
  const provider = { owner: 'acme', name: 'CI', provider_url: 'https://ci.example', enabled: true, claims: { iss: 'x' } }
  const dynamic_mappings = [{ claim_value: 'main', service_account: 'bot' }]
  cloudsmith.orgs.openidProviders.create({ ...provider, service_accounts: ['bot'] })
  cloudsmith.orgs.openidProviders.create({ ...provider, mapping_claim: 'ref', dynamic_mappings })
  cloudsmith.orgs.openidProviders.update({ owner: 'acme', slug_perm: 'abc', enabled: false })
  cloudsmith.orgs.openidProviders.update({
    owner: 'acme',
    slug_perm: 'abc',
    service_accounts: [],
    mapping_claim: 'ref',
    dynamic_mappings,
  })
  // @ts-expect-error neither
  cloudsmith.orgs.openidProviders.create(provider)
  // @ts-expect-error both
  cloudsmith.orgs.openidProviders.create({ ...provider, service_accounts: ['bot'], mapping_claim: 'ref', dynamic_mappings })
  // @ts-expect-error a claim without mappings
  cloudsmith.orgs.openidProviders.create({ ...provider, mapping_claim: 'ref' })
  // @ts-expect-error both
  cloudsmith.orgs.openidProviders.update({ owner: 'acme', slug_perm: 'abc', service_accounts: ['bot'], mapping_claim: 'ref' })
}

export function anInvitationIsToOne(): void {
  cloudsmith.orgs.invites.create({ owner: 'acme', email: 'somebody@example.org', role: 'Member' })
  // @ts-expect-error to nobody
  cloudsmith.orgs.invites.create({ owner: 'acme', role: 'Member' })
}

export function anActionIsOfItsType(policy: string): void {
  const { actions } = cloudsmith.v2.workspaces.policies
  actions.create({ owner: 'acme', policy, action_type: 'AddPackageTags', tags: ['risky'] })
  actions.update({ owner: 'acme', policy, action: 'abc', precedence: 2 })
  // @ts-expect-error tags are of another type
  actions.create({ owner: 'acme', policy, action_type: 'SetPackageState', tags: ['risky'] })
  // @ts-expect-error no state
  actions.create({ owner: 'acme', policy, action_type: 'SetPackageState' })
}

export function wordsAreClosedWhereTheyAreWritten(webhook: Webhook): void {
  cloudsmith.packages.list({ ...at, sort: '-date' })
  cloudsmith.packages.list({ ...at, sort: 'name,-date' })
  cloudsmith.packages.list({ ...at, sort: ['name', '-date'] as const })
  // @ts-expect-error there is no such key
  cloudsmith.packages.list({ ...at, sort: 'colour' })
  // @ts-expect-error nor in a list of several
  cloudsmith.packages.list({ ...at, sort: ['name', 'colour'] })
  cloudsmith.packages.groups({ ...at, group_by: 'backend_kind' })
  // @ts-expect-error one cannot group by that
  cloudsmith.packages.groups({ ...at, group_by: 'format' })
  // @ts-expect-error spelt as in responses, not as in requests
  cloudsmith.orgs.teams.members.list({ owner: 'acme', team: 'ci', user_kind: 'Service' })
  const hook = { ...at, target_url: 'https://example.org', events: ['*' as const] }
  cloudsmith.webhooks.create({ ...hook, templates: [{ event: 'ping', template: '{}' }] })
  // @ts-expect-error there is no such event
  cloudsmith.webhooks.create({ ...hook, templates: [{ event: 'package.renamed', template: '{}' }] })
  const event: string | undefined = webhook.templates?.[0]?.event
  // Known values, and others that may be added.
  if (event === 'package.synced' || event === 'package.renamed') event.concat('')
}

export function timesAndListsAreTakenAsTheyAre(since: Date, tokens: readonly string[] | undefined): void {
  cloudsmith.metrics.entitlements({ owner: 'acme', start: since, finish: '2026-01-31', tokens })
  cloudsmith.entitlements.create({ ...at, name: 'customer', limit_date_range_to: since, limit_date_range_from: null })
  cloudsmith.packages.upload.npm({ ...at, package_file: 'abc', tags: ['beta'], npm_dist_tag: undefined })
  cloudsmith.v2.workspaces.policies.decisionLogs({ owner: 'acme', started_after: since })
}

export async function upstreamsAreOfTheirFormat(format: UpstreamFormat): Promise<void> {
  const { upstreams } = cloudsmith.repos
  const common = { ...at, name: 'upstream', upstream_url: 'https://example.org' }
  upstreams.create({ ...common, format: 'npm', trust_level: 'Untrusted' })
  upstreams.create({ ...common, format })
  const { distro_versions } = await upstreams.create({ ...common, format: 'deb', distro_versions: ['debian/bookworm'] })
  distro_versions.concat('debian/trixie')
  // @ts-expect-error of which distributions
  upstreams.create({ ...common, format: 'deb' })
  // @ts-expect-error cargo has no trust setting
  upstreams.create({ ...common, format: 'cargo', trust_level: 'Untrusted' })
  // @ts-expect-error raw files have no upstreams
  upstreams.create({ ...common, format: 'raw' })
  for await (const upstream of upstreams.list(at)) if (upstream.format === 'deb') upstream.distro_versions.concat('debian/trixie')
}

export async function repositoriesAreEnsured(): Promise<void> {
  const { action, changed } = await cloudsmith.repos.ensure({ owner: 'acme', slug: 'dev', copy_packages: 'Write' })
  if (action === 'updated' && changed.includes('copy_packages')) changed.concat('name')
  // @ts-expect-error whose slug
  cloudsmith.repos.ensure({ owner: 'acme', name: 'dev' })
  // @ts-expect-error there is no such setting
  cloudsmith.repos.ensure({ owner: 'acme', slug: 'dev', colour: 'green' })
}
