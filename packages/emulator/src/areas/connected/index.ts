import { invalid } from '../../core/errors.ts'
import { timestamp } from '../../core/time.ts'
import type { ConnectedRepository, ConnectedRepositoryRequest } from '../../generated/v1.ts'
import type { Area } from '../../operation/area.ts'
import { repositoryHome } from '../../operation/homes.ts'
import { type Resource, type ResourceCall, resourceOperations } from '../../operation/resource.ts'
import { contentSizeOf } from '../../package/size.ts'
import { findRepository } from '../../world/find-repository.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { UpstreamRecord } from '../upstreams/records.ts'
import { upstreamsOf } from '../upstreams/records.ts'
import { reachable } from './reachable.ts'
import { type ConnectionRecord, connectionsOf } from './records.ts'

const circular = 'The connection contains a circular reference'

const connection: Resource<RepositoryRecord, ConnectionRecord> = {
  isWrapped: true,
  home: repositoryHome('Admin', 'Read'),
  store: connectionsOf,
  create(call, repository) {
    const { world } = call
    const request: Partial<ConnectedRepositoryRequest> = call.body
    const target = targetOf(call, repository, request.target_repository ?? '')
    const priority = request.priority ?? connectionsOf(repository).size + 1
    const base = { slugPerm: world.ids.slug(12), target, priority, createdAt: world.clock.now() }
    return { ...base, ...activation(repository, target, request.is_active === true) }
  },
  change(call, record, isWhole, repository) {
    const request: Partial<ConnectedRepositoryRequest> = call.body
    if (request.target_repository !== undefined) {
      record.target = targetOf(call, repository, request.target_repository, record)
    }
    record.priority = request.priority ?? record.priority
    const isActive = request.is_active ?? (isWhole ? false : record.isActive)
    // Its current target must not make it look circular.
    record.isActive = false
    Object.assign(record, activation(repository, record.target, isActive))
  },
  view(_world, { slugPerm, target, priority, isActive, isCircular, createdAt }, _home, { actor }): ConnectedRepository {
    const { settings, packages } = target
    const type = settings.repository_type_str
    const maySee = actor.privilege(target) === 'Admin'
    return {
      slug_perm: slugPerm,
      target_repository: settings.slug,
      priority,
      is_active: isActive,
      disable_reason: isCircular ? circular : 'N/A',
      disable_reason_text: isCircular ? circular : 'N/A',
      target_repository_summary: {
        is_public: type === 'Public',
        is_private: type === 'Private',
        package_count: packages.size,
        size: contentSizeOf(target),
      },
      // Whoever owns these settings may see them.
      can_view_target_repository_settings: maySee,
      configured_upstreams: maySee ? upstreamsOf(target).all().map(upstreamOf) : [],
      created_at: timestamp(createdAt),
    }
  },
}

function upstreamOf({ format, settings }: UpstreamRecord) {
  return { type: format, upstream_url: String(settings.upstream_url) }
}

/** A connection that would lead back to its start is stored, but inactive. */
function activation(repository: RepositoryRecord, target: RepositoryRecord, wanted: boolean) {
  const isCircular = wanted && reachable(target).includes(repository)
  return { isActive: wanted && !isCircular, isCircular }
}

function targetOf(
  { actor }: ResourceCall,
  repository: RepositoryRecord,
  slug: string,
  except?: ConnectionRecord,
): RepositoryRecord {
  const target = findRepository(repository.workspace, slug)
  const refused = (why: string) => invalid({ target_repository: [why] })
  if (target === undefined || actor.privilege(target) === 'None')
    throw refused(`"${slug}" is not a repository of this workspace.`)
  if (connectionsOf(repository).some((other) => other !== except && other.target === target)) {
    throw refused('This repository is connected already.')
  }
  return target
}

/** Repositories whose packages are visible in another one. */
export const connected: Area = {
  title: 'connected repositories',
  limits: 'their packages are only served by native registries',
  operations: resourceOperations('repos_connected', connection),
  parts: [connectionsOf],
}
