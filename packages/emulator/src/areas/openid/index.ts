import { changed } from '../../core/changes.ts'
import { invalid, notAuthenticated, orNotFound } from '../../core/errors.ts'
import { page } from '../../core/pagination.ts'
import { created, ok } from '../../core/reply.ts'
import { slugOf } from '../../core/slug.ts'
import type { OidcProvider, OidcProviderDetail } from '../../generated/v1.ts'
import { managing } from '../../operation/allowed.ts'
import type { Area } from '../../operation/area.ts'
import { managedHome } from '../../operation/homes.ts'
import type { Operation } from '../../operation/operation.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import { text } from '../../search/index.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import { findService } from '../people/services.ts'
import { type Claims, claimsMatch, readClaims } from './claims.ts'
import { type ProviderRecord, providerDefaults, providersOf } from './records.ts'

const provider: Resource<WorkspaceRecord, ProviderRecord> = {
  home: managedHome,
  store: providersOf,
  order: 'name',
  fields: { name: text(({ settings }) => [settings.name]), provider_url: text(({ settings }) => [settings.provider_url]) },
  create: ({ body, world }, workspace) => ({
    slugPerm: world.ids.slug(12),
    settings: settingsOf(workspace, providerDefaults, body),
  }),
  change({ body }, record, isWhole, workspace) {
    record.settings = settingsOf(workspace, isWhole ? providerDefaults : record.settings, body)
  },
  view: (_world, record) => providerView(record),
  viewWritten: (_world, record): OidcProviderDetail => ({
    ...providerView(record),
    dynamic_mappings: record.settings.dynamic_mappings,
  }),
}

const mappings = managing<'orgs_openid-connect_dynamic-mappings_list'>(({ workspace, path, query, pager }) => {
  const record = orNotFound(providersOf(workspace).get(path.provider_setting))
  return page(record.settings.dynamic_mappings, query, pager)
})

const mapping = managing<'orgs_openid-connect_dynamic-mappings_read'>(({ workspace, path }) => {
  const record = providersOf(workspace).get(path.provider_setting)
  const found = orNotFound(record?.settings.dynamic_mappings.find(({ claim_value }) => claim_value === path.claim_value))
  return ok(found)
})

/**
 * Exchanges a provider's token for an API key of a service account. Claims are checked, signatures are not: the emulator does not fetch the
 * provider's keys. All failures have the same message, as on the service.
 */
const exchange: Operation<'openid_create'> = ({ workspace, body, world }) => {
  const service = workspace && findService(workspace, body.service_slug)
  const claims = readClaims(body.oidc_token, world.clock.now())
  if (!workspace || !service || !claims) throw notAuthenticated()
  const trusted = providersOf(workspace).some(({ settings }) => allows(settings, claims, service.account.slug))
  if (!trusted) throw notAuthenticated()
  const expiry = world.clock.now() + world.switches.exchangedKeyMinutes * 60_000
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const payload = { sub: service.account.slug, iat: seconds(world.clock.now()), exp: seconds(expiry) }
  const token = `${part({ alg: 'none', typ: 'JWT' })}.${part(payload)}.${world.ids.slug(43)}`
  world.keys.set(token, service.account)
  world.expiries.set(token, expiry)
  return created({ token })
}

function allows(settings: ProviderRecord['settings'], claims: Claims, service: string): boolean {
  const { enabled, provider_url, claims: wanted, service_accounts, mapping_claim, dynamic_mappings } = settings
  const same = (a: string, b: string) => a.replace(/\/$/, '') === b.replace(/\/$/, '')
  if (!enabled || !same(claims.iss, provider_url) || !claimsMatch(wanted, claims)) return false
  if (mapping_claim === null) return service_accounts.includes(service)
  return dynamic_mappings.some((one) => one.service_account === service && one.claim_value === claims[mapping_claim])
}

function settingsOf(workspace: WorkspaceRecord, base: ProviderRecord['settings'], body: object): ProviderRecord['settings'] {
  const settings = changed(base, body)
  const named = [...settings.service_accounts, ...settings.dynamic_mappings.map(({ service_account }) => service_account)]
  if (named.length === 0) throw invalid({ service_accounts: ['At least one service account is required.'] })
  const unknown = named.find((slug) => findService(workspace, slug) === undefined)
  if (unknown !== undefined) throw invalid({ service_accounts: [`"${unknown}" is not a service of this workspace.`] })
  return settings
}

function providerView({ slugPerm, settings: { dynamic_mappings: _mappings, ...settings } }: ProviderRecord): OidcProvider {
  return { ...settings, slug: slugOf(settings), slug_perm: slugPerm }
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}

/** OpenID Connect tokens, which are exchanged for API keys. */
export const openid: Area = {
  title: 'OpenID Connect',
  limits: 'claims are checked, signatures are not',
  operations: {
    ...resourceOperations('orgs_openid-connect', provider),
    'orgs_openid-connect_dynamic-mappings_list': mappings,
    'orgs_openid-connect_dynamic-mappings_read': mapping,
    openid_create: exchange,
  },
  parts: [providersOf],
}
