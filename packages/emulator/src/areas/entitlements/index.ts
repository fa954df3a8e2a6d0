import { changed } from '../../core/changes.ts'
import { forbidden, invalid, orNotFound, wrongState } from '../../core/errors.ts'
import { noContent, ok } from '../../core/reply.ts'
import { timestamp } from '../../core/time.ts'
import { managing } from '../../operation/allowed.ts'
import type { Area } from '../../operation/area.ts'
import type { Call, Operation } from '../../operation/operation.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import { compileQuery } from '../../search/compile-query.ts'
import { date, number, text } from '../../search/index.ts'
import type { Actor } from '../../world/actor.ts'
import { findRepository } from '../../world/find-repository.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { createEntitlement, giveDefaultToken } from './create.ts'
import { resetUsage } from './limits.ts'
import { defaultTokenOf, type EntitlementRecord, entitlementDefaults, entitlementsOf, entitlements as tokens } from './records.ts'
import { entitlementView } from './view.ts'

const entitlement: Resource<RepositoryRecord, EntitlementRecord> = {
  key: 'identifier',
  home: ({ world, actor, repository }) => homeOf(world, actor, orNotFound(repository)),
  store: entitlementsOf,
  find: (repository, name, { query }) => find(repository, name, query.fuzzy === true),
  order: 'name',
  fields: {
    name: text(({ settings }) => [settings.name]),
    created_at: date(({ createdAt }) => timestamp(createdAt)),
    downloads: number(({ downloads }) => downloads),
  },
  shown: (rows, { query }) => (query.active === true ? rows.filter(({ settings }) => settings.is_active) : rows),
  create: ({ body, actor, world }, repository) => addable(world, actor, repository, changed(entitlementDefaults, body)),
  change({ body, actor, world }, record, _isWhole, repository) {
    const settings = changed(record.settings, body)
    check(repository, settings, record)
    touch(world, actor, record, settings)
  },
  view: (world, record, repository, { query }) => entitlementView(world, repository, record, query.show_tokens === true),
}

function switching(isActive: boolean) {
  return ({ repository, path, actor, world }: Pick<Call<'entitlements_enable'>, 'repository' | 'path' | 'actor' | 'world'>) => {
    const record = mustFind(homeOf(world, actor, repository), path.identifier)
    touch(world, actor, record, { ...record.settings, is_active: isActive })
    return noContent()
  }
}

/** Replaces the token; limits that the request does not name are kept. The old token is void at once. */
const refresh: Operation<'entitlements_refresh'> = ({ repository, path, query, body, actor, world }) => {
  homeOf(world, actor, repository)
  const record = mustFind(repository, path.identifier)
  const settings = changed({ ...record.settings, token: world.ids.slug(16) }, body ?? {})
  check(repository, settings, record)
  touch(world, actor, record, settings)
  return ok(entitlementView(world, repository, record, query.show_tokens === true))
}

const reset: Operation<'entitlements_reset'> = ({ repository, path, actor, world }) => {
  resetUsage(mustFind(homeOf(world, actor, repository), path.identifier))
  return noContent()
}

const toggleBroadcasts: Operation<'entitlements_toggle_private_broadcasts'> = ({ repository, path, body, actor, world }) => {
  mustFind(homeOf(world, actor, repository), path.identifier).seesPrivateBroadcasts = body?.access_private_broadcasts === true
  return { status: 200 }
}

/** Copies the entitlements of another repository of the workspace with their tokens, except its default one. Existing tokens are kept. */
const sync: Operation<'entitlements_sync'> = ({ repository, query, body, actor, world }) => {
  homeOf(world, actor, repository)
  const source = findRepository(repository.workspace, body.source)
  if (source === undefined || source === repository)
    throw invalid({ source: [`"${body.source}" is not another repository here.`] })
  actor.must('Read', source)
  const isNew = ({ slugPerm, settings }: EntitlementRecord) =>
    slugPerm !== defaultTokenOf(source).slugPerm && !hasToken(repository, settings.token)
  const added = entitlementsOf(source).filter(isNew)
  const records = added.map(({ settings }) => entitlementsOf(repository).add(addable(world, actor, repository, settings)))
  return ok({ tokens: records.map((record) => entitlementView(world, repository, record, query.show_tokens === true)) })
}

/** Creates a token for the public page of a repository, for an entitlement that may see private ones. */
const broadcast = managing<'broadcasts_create_broadcast_token'>(({ workspace, body, world }) => {
  const all = [...workspace.repositories.values()].flatMap((repository) => entitlementsOf(repository).all())
  const entitlement = all.find(({ settings }) => settings.token === body.entitlement_token)
  if (entitlement === undefined) throw invalid({ entitlement_token: ['There is no entitlement with this token.'] })
  if (!entitlement.seesPrivateBroadcasts) throw forbidden('This entitlement may not see private broadcasts.')
  const expiresAt = world.clock.now() + (body.expires_in ?? 3600) * 1000
  return ok({ token: world.ids.slug(40), expires_at: timestamp(expiresAt) })
})

/** Checks the repository's own setting for who may manage entitlements. @throws {Refusal} 400 if it cannot have any */
function homeOf(world: World, actor: Actor, repository: RepositoryRecord): RepositoryRecord {
  actor.must(repository.settings.manage_entitlements_privilege, repository)
  if (repository.settings.repository_type_str !== 'Private') throw wrongState('Only private repositories have entitlements.')
  // It may have become private since its creation.
  giveDefaultToken(world, repository)
  return repository
}

/** @throws {Refusal} 422 for an invalid query, or a token that exists already */
function addable(world: World, actor: Actor, repository: RepositoryRecord, settings: EntitlementRecord['settings']) {
  check(repository, settings)
  return createEntitlement(world.ids, settings, actor.mustBeKnown(), world.clock.now())
}

function check(repository: RepositoryRecord, settings: EntitlementRecord['settings'], except?: EntitlementRecord) {
  compileQuery('limit_package_query', settings.limit_package_query)
  if (hasToken(repository, settings.token, except)) throw invalid({ token: ['An entitlement with this token already exists.'] })
}

function hasToken(repository: RepositoryRecord, token: string, except?: EntitlementRecord): boolean {
  return entitlementsOf(repository).some((record) => record !== except && record.settings.token === token)
}

function touch(world: World, actor: Actor, record: EntitlementRecord, settings: EntitlementRecord['settings']) {
  record.settings = settings
  record.updatedAt = world.clock.now()
  record.updatedBy = actor.mustBeKnown()
}

function find(repository: RepositoryRecord, name: string, isFuzzy: boolean): EntitlementRecord | undefined {
  const entitlements = entitlementsOf(repository)
  return entitlements.get(name) ?? (isFuzzy ? entitlements.find(({ settings }) => settings.name.includes(name)) : undefined)
}

function mustFind(repository: RepositoryRecord, name: string): EntitlementRecord {
  return orNotFound(find(repository, name, false))
}

/** Tokens that give access to the downloads of private repositories. */
export const entitlements: Area = {
  title: 'entitlements, broadcasts',
  limits: 'no licence agreements; no broadcast pages',
  operations: {
    ...resourceOperations('entitlements', entitlement),
    entitlements_enable: switching(true),
    entitlements_disable: switching(false),
    entitlements_refresh: refresh,
    entitlements_reset: reset,
    entitlements_toggle_private_broadcasts: toggleBroadcasts,
    entitlements_sync: sync,
    broadcasts_create_broadcast_token: broadcast,
  },
  parts: [entitlementsOf, defaultTokenOf],
  kinds: [tokens],
  start(world) {
    world.newRepositories.add((repository) => giveDefaultToken(world, repository))
  },
}
