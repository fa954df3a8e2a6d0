import { changed } from '../../core/changes.ts'
import { invalid, notFound } from '../../core/errors.ts'
import { page } from '../../core/pagination.ts'
import { created, done, noContent, ok } from '../../core/reply.ts'
import type { Operation } from '../../operation/operation.ts'
import { deletePackage } from '../../package/delete.ts'
import { compileQuery } from '../../search/compile-query.ts'
import { createRepository, slugOf } from '../../world/create-repository.ts'
import type { RepositoryRecord, WorkspaceRecord } from '../../world/records.ts'
import { regions } from './regions.ts'
import { repositoryView } from './view.ts'

/** The repositories of all workspaces that the caller belongs to. */
export const repos_user_list: Operation<'repos_user_list'> = ({ query, actor, world, pager }) => {
  const account = actor.mustBeKnown()
  const mine = [...world.workspaces.values()].filter(({ members }) => members.has(account))
  const repositories = mine
    .flatMap((workspace) => [...workspace.repositories.values()])
    .filter((repo) => actor.privilege(repo) !== 'None')
  return page(repositories, query, pager, (rows) => rows.map((repository) => repositoryView(world, repository)))
}

/** The repositories of a workspace that the caller may read. */
export const repos_namespace_list: Operation<'repos_namespace_list'> = ({ path, query, actor, world, pager }) => {
  const repositories = [...world.workspace(path.owner).repositories.values()].filter((repo) => actor.privilege(repo) !== 'None')
  return page(repositories, query, pager, (rows) => rows.map((repository) => repositoryView(world, repository)))
}

/** Makes a repository, whose slug is made of its name where the request has none. */
export const repos_create: Operation<'repos_create'> = ({ path, body, actor, world }) => {
  const workspace = world.workspace(path.owner)
  actor.mustManage(workspace)
  const { storage_region: region = 'default' } = body
  if (!regions.some(({ slug }) => slug === region)) throw invalid({ storage_region: [`"${region}" is not a storage region.`] })
  mustBeFree(workspace, body.name, slugOf(body))
  return created(repositoryView(world, createRepository(world, workspace, body)))
}

/** One repository. */
export const repos_read: Operation<'repos_read'> = ({ path, world }) => ok(repositoryView(world, world.repository(path)))

/** Changes settings. A new slug moves the repository to another address. */
export const repos_partial_update: Operation<'repos_partial_update'> = ({ path, body, actor, world }) => {
  const repository = world.repository(path)
  actor.must('Admin', repository)
  const { workspace, settings } = repository
  const after = changed(settings, body)
  mustBeFree(workspace, after.name, after.slug, repository)
  workspace.repositories.delete(settings.slug)
  workspace.repositories.set(after.slug, repository)
  repository.settings = after
  return ok(repositoryView(world, repository))
}

/** Deletes a repository and all that is in it, in a while. */
export const repos_delete: Operation<'repos_delete'> = ({ path, actor, world }) => {
  const repository = world.repository(path)
  actor.must('Admin', repository)
  if (repository.isDeleting) throw notFound()
  repository.isDeleting = true
  const account = actor.mustBeKnown()
  world.clock.schedule(world.clock.now() + world.timings.repositoryDeletion, () => {
    for (const pkg of [...repository.packages.all()]) deletePackage(world, pkg, account)
    repository.workspace.repositories.delete(repository.settings.slug)
  })
  return done()
}

/** The retention rules of a repository. */
export const repo_retention_read: Operation<'repo_retention_read'> = ({ path, actor, world }) => {
  const repository = world.repository(path)
  actor.must('Read', repository)
  return ok(repository.retention)
}

/** Changes retention rules: they take effect with the next arrival. */
export const repo_retention_partial_update: Operation<'repo_retention_partial_update'> = ({ path, body, actor, world }) => {
  const repository = world.repository(path)
  actor.must('Admin', repository)
  compileQuery('retention_package_query_string', body.retention_package_query_string)
  repository.retention = changed(repository.retention, body)
  return ok(repository.retention)
}

/** Who may do what in a repository, beside what its workspace grants. Has no pagination headers. */
export const repos_privileges_list: Operation<'repos_privileges_list'> = ({ path, actor, world }) => {
  const repository = world.repository(path)
  actor.must('Admin', repository)
  return ok({ privileges: repository.privileges })
}

/** Replaces all privileges. Who takes their own away is locked out. */
export const repos_privileges_update: Operation<'repos_privileges_update'> = ({ path, body, actor, world }) => {
  const repository = world.repository(path)
  actor.must('Admin', repository)
  repository.privileges = checked(repository, body.privileges)
  return noContent()
}

/** Adds privileges, and replaces those of the users, services and teams that are named. */
export const repos_privileges_partial_update: Operation<'repos_privileges_partial_update'> = ({ path, body, actor, world }) => {
  const repository = world.repository(path)
  actor.must('Admin', repository)
  const given = checked(repository, body.privileges ?? [])
  const named = new Set(given.map(subject))
  repository.privileges = [...repository.privileges.filter((grant) => !named.has(subject(grant))), ...given]
  return noContent()
}

type Grants = RepositoryRecord['privileges']

function subject({ user, service, team }: Grants[number]): string {
  return JSON.stringify([user, service, team])
}

function checked({ workspace }: RepositoryRecord, grants: Grants): Grants {
  const members = new Set([...workspace.members.keys()].map(({ slug }) => slug))
  const teams = new Set(workspace.teams.all().map(({ settings }) => settings.slug))
  const errors = grants.flatMap(({ user, service, team }, index) => {
    const named = [user, service, team].filter((slug) => slug !== undefined)
    if (named.length !== 1) return [[String(index), { non_field_errors: ['One of team, user and service is required.'] }]]
    const kind = user !== undefined ? 'user' : service !== undefined ? 'service' : 'team'
    const [slug = ''] = named
    const isKnown = kind === 'team' ? teams.has(slug) : members.has(slug)
    return isKnown ? [] : [[String(index), { [kind]: [`"${slug}" is not in this workspace.`] }]]
  })
  if (errors.length > 0) throw invalid({ privileges: Object.fromEntries(errors) })
  return grants
}

function mustBeFree({ repositories }: WorkspaceRecord, name: string, slug: string, except?: RepositoryRecord) {
  for (const other of repositories.values()) {
    if (other === except) continue
    if (other.settings.slug === slug) throw invalid({ slug: [`A repository with the slug "${slug}" already exists.`] })
    if (other.settings.name === name) throw invalid({ name: [`A repository with the name "${name}" already exists.`] })
  }
}
