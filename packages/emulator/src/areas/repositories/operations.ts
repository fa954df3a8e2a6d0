import { changed } from '../../core/changes.ts'
import { invalid, notFound } from '../../core/errors.ts'
import { page } from '../../core/pagination.ts'
import { created, done, ok } from '../../core/reply.ts'
import { slugOf } from '../../core/slug.ts'
import { allowed, managing } from '../../operation/allowed.ts'
import type { Operation } from '../../operation/operation.ts'
import { sift } from '../../search/index.ts'
import { createRepository } from '../../world/create-repository.ts'
import type { RepositoryRecord, WorkspaceRecord } from '../../world/records.ts'
import { scheduleDeletion } from './delete.ts'
import { repositoryFields } from './fields.ts'
import { regions } from './regions.ts'
import { repositoryView } from './view.ts'

/** Lists the repositories of all workspaces that the caller belongs to. */
export const repos_user_list: Operation<'repos_user_list'> = ({ query, actor, world, pager }) => {
  const account = actor.mustBeKnown()
  const mine = [...world.workspaces.values()].filter(({ members }) => members.has(account))
  return page(mine.flatMap(actor.readable), query, pager, (rows) => rows.map((repository) => repositoryView(world, repository)))
}

/** Lists the repositories of a workspace that the caller may read, by default the newest first. */
export const repos_namespace_list: Operation<'repos_namespace_list'> = ({ workspace, query, actor, world, pager }) => {
  const asked = { query: query.query, sort: query.sort ?? '-created_at' }
  const found = sift(actor.readable(workspace), asked, repositoryFields(world), world)
  return page(found, query, pager, (rows) => rows.map((repository) => repositoryView(world, repository)))
}

/** Creates a repository. Without a slug, it is made from the name. */
export const repos_create = managing<'repos_create'>(({ workspace, body, world }) => {
  const { storage_region: region = 'default' } = body
  if (!regions.some(({ slug }) => slug === region)) throw invalid({ storage_region: [`"${region}" is not a storage region.`] })
  mustBeFree(workspace, body.name, slugOf(body))
  return created(repositoryView(world, createRepository(world, workspace, body)))
})

/** Returns a repository. */
export const repos_read: Operation<'repos_read'> = ({ repository, world }) => ok(repositoryView(world, repository))

/** Changes settings. A new slug changes the URLs of the repository. */
export const repos_partial_update = allowed<'repos_partial_update'>('Admin', ({ repository, body, world }) => {
  const { workspace, settings } = repository
  const wanted = changed(settings, body)
  const after = { ...wanted, slug: slugOf(wanted) }
  mustBeFree(workspace, after.name, after.slug, repository)
  workspace.repositories.delete(settings.slug)
  workspace.repositories.set(after.slug, repository)
  repository.settings = after
  return ok(repositoryView(world, repository))
})

/** Schedules the deletion of a repository with all its content. */
export const repos_delete = allowed<'repos_delete'>('Admin', ({ repository, actor, world }) => {
  if (repository.isDeleting) throw notFound()
  scheduleDeletion(world, repository, actor.mustBeKnown())
  return done()
})

/** Transfers a repository to another region. The emulator keeps all data in memory, so only the name changes. */
export const repos_transfer_region = allowed<'repos_transfer_region'>('Admin', ({ repository, body }) => {
  const region = body?.storage_region ?? 'default'
  if (!regions.some(({ slug }) => slug === region)) throw invalid({ storage_region: [`"${region}" is not a storage region.`] })
  repository.storageRegion = region
  return done()
})

function mustBeFree({ repositories }: WorkspaceRecord, name: string, slug: string, except?: RepositoryRecord) {
  for (const other of repositories.values()) {
    if (other === except) continue
    if (other.settings.slug === slug) throw invalid({ slug: [`A repository with the slug "${slug}" already exists.`] })
    if (other.settings.name === name) throw invalid({ name: [`A repository with the name "${name}" already exists.`] })
  }
}
