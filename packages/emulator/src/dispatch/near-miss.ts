import { nearest } from '../core/nearest.ts'
import type { Match } from '../core/router.ts'
import { visible } from '../core/visible.ts'
import { routes } from '../generated/routes.ts'
import type { Account } from '../world/account.ts'
import { createActor } from '../world/actor.ts'
import { findRepository } from '../world/find-repository.ts'
import type { RepositoryRecord, WorkspaceRecord } from '../world/records.ts'
import { placeOf } from '../world/urls.ts'
import type { World } from '../world/world.ts'
import { namesIn } from './locate.ts'

/** The first segments of API paths. */
const beginnings = [...new Set(routes.map(({ path }) => path.split('/')[1] ?? ''))]

/**
 * Explains why an API request found nothing, and what may have been meant. Only for logs: the service just responds with "Not found.", and callers
 * must not learn of what they may not see.
 */
export function nearMiss(world: World, found: Match, pathname: string, account: Account | undefined): string | undefined {
  if (found.kind !== 'found') return found.kind === 'none' ? noOperation(pathname) : undefined
  const { owner, name } = namesIn(found.path)
  if (owner === undefined) return undefined
  const workspace = world.workspaces.get(owner)
  if (workspace === undefined) return `no workspace ${visible(owner)}${meaning(owner, world.workspaces.keys())}`
  if (name === undefined) return undefined
  const repository = findRepository(workspace, name)
  if (repository === undefined) return noRepository(workspace, name)
  if (createActor(account, world.switches).privilege(repository) === 'None') {
    return `${placeOf(repository)} exists, but ${account?.slug ?? 'an anonymous caller'} may not see it`
  }
  const { identifier } = found.path
  return found.route.path.startsWith('/packages/') && identifier !== undefined
    ? noPackage(world, repository, identifier)
    : undefined
}

function noOperation(pathname: string): string {
  const [first = ''] = pathname.replace(/^\/(?:v[12]\/)?/, '').split('/')
  const meant = nearest(first, beginnings)
  return `no operation at this path${meant === undefined || meant === first ? '' : `; did you mean '/${meant}/'?`}`
}

function noRepository({ slug, repositories }: WorkspaceRecord, name: string): string {
  return `no repository ${visible(name)} in ${slug}${meaning(name, repositories.keys())}`
}

function noPackage({ packages }: World, home: RepositoryRecord, identifier: string): string | undefined {
  const elsewhere = packages.get(identifier)
  if (elsewhere?.repository === home || home.packages.bySlug(identifier)) return undefined
  const where = elsewhere === undefined ? '' : `; it is in ${placeOf(elsewhere.repository)}`
  return `no package ${visible(identifier)} in ${placeOf(home)}${where}`
}

function meaning(name: string, names: Iterable<string>): string {
  const meant = nearest(name, names)
  return meant === undefined ? '' : `; did you mean ${visible(meant)}?`
}
