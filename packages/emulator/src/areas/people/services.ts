import { changed } from '../../core/changes.ts'
import { orNotFound } from '../../core/errors.ts'
import { ok } from '../../core/reply.ts'
import { slugOf } from '../../core/slug.ts'
import { timestamp, timestampOrNull } from '../../core/time.ts'
import type { Service, ServiceRequest } from '../../generated/v1.ts'
import { managing } from '../../operation/allowed.ts'
import { managedHome } from '../../operation/homes.ts'
import type { Operations } from '../../operation/operation.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import { date, text, word } from '../../search/index.ts'
import type { Account } from '../../world/account.ts'
import { giveKey } from '../../world/keys.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import { teamsOf } from '../../world/teams.ts'
import { madeBy } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'
import { endOfKey } from '../api-keys/rules.ts'
import { type ServiceRecord, serviceDefaults, servicesOf } from './records.ts'
import { joinTeams, membershipsOf } from './teams.ts'

/** Longest slug of a service. @see docs/service.md#service-accounts */
const slugLength = 30

const service: Resource<WorkspaceRecord, ServiceRecord> = {
  key: 'service',
  createdStatus: 200,
  home: managedHome,
  store: servicesOf,
  find: findService,
  order: 'created_at',
  fields: {
    name: text(({ settings }) => [settings.name]),
    slug: word(({ account }) => [account.slug]),
    role: word(({ settings }) => [settings.role]),
    created_at: date(({ createdAt }) => timestamp(createdAt)),
  },
  create({ body, actor, world }, workspace) {
    const { teams = [] }: Partial<ServiceRequest> = body
    const settings = changed(serviceDefaults, body)
    const account = createServiceAccount(world, settings.name)
    joinTeams(workspace, account, teams)
    const now = world.clock.now()
    world.accounts.set(account.slug, account)
    renewKey(world, account)
    workspace.members.set(account, { account, role: settings.role, privilege: 'None', joinedAt: now, visibility: 'Private' })
    return { slugPerm: account.slugPerm, account, settings, createdAt: now, createdBy: actor.mustBeKnown() }
  },
  change({ body }, record, _isWhole, workspace) {
    const { teams }: Partial<ServiceRequest> = body
    if (teams !== undefined) joinTeams(workspace, record.account, teams)
    record.settings = changed(record.settings, body)
    record.account.name = record.settings.name
    const member = workspace.members.get(record.account)
    if (member) member.role = record.settings.role
  },
  view: (world, record, workspace) => serviceView(world, workspace, record, false),
  viewWritten: (world, record, workspace, { path }) => serviceView(world, workspace, record, path.service === undefined),
  removed({ world }, { account }, workspace) {
    for (const { key } of account.keys.values()) world.keys.delete(key)
    for (const [key, owner] of world.keys) if (owner === account) world.keys.delete(key)
    for (const { members } of teamsOf(workspace).all()) members.delete(account)
    workspace.members.delete(account)
    world.accounts.delete(account.slug)
  },
}

/** Replaces the key; the response is the only one that contains the new one. */
const refresh = managing<'orgs_services_refresh'>(({ workspace, path, world }) => {
  const record = orNotFound(findService(workspace, path.service))
  renewKey(world, record.account)
  return ok(serviceView(world, workspace, record, true))
})

/** Finds a service of a workspace by the slug of its account. */
export function findService(workspace: WorkspaceRecord, name: string): ServiceRecord | undefined {
  const services = servicesOf(workspace)
  return services.get(name) ?? services.find(({ account }) => account.slug === name)
}

function createServiceAccount(world: World, name: string): Account {
  const readable = slugOf({ name }).slice(0, slugLength)
  return {
    kind: 'Service',
    // Slugs of accounts are unique across all workspaces.
    slug: world.accounts.has(readable) ? `${readable}-${world.ids.slug(4).toLowerCase()}` : readable,
    slugPerm: world.ids.slug(12),
    name,
    email: '',
    joinedAt: world.clock.now(),
    keys: new Map(),
  }
}

function renewKey(world: World, account: Account) {
  for (const { key } of account.keys.values()) world.keys.delete(key)
  const key = world.ids.slug(40)
  account.keys.clear()
  giveKey(world, account, world.ids.slug(12), key)
}

function serviceView(world: World, workspace: WorkspaceRecord, record: ServiceRecord, showKey: boolean): Service {
  const { account, settings, createdAt, createdBy } = record
  const [held] = account.keys.values()
  const key = held?.key ?? ''
  const end = held && endOfKey(workspace, account, held.createdAt)
  return {
    ...settings,
    slug: account.slug,
    teams: membershipsOf(workspace, account),
    key: showKey ? key : `${'*'.repeat(36)}${key.slice(-4)}`,
    key_expires_at: timestampOrNull(end ?? null),
    created_at: timestamp(createdAt),
    ...madeBy(world, 'created', createdBy),
  }
}

/** Service accounts. Their keys work like those of users, and are only shown when they are created. */
export const serviceOperations: Operations = { ...resourceOperations('orgs_services', service), orgs_services_refresh: refresh }
