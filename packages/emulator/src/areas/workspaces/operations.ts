import { forbidden, notFound } from '../../core/errors.ts'
import { page } from '../../core/pagination.ts'
import { noContent, ok } from '../../core/reply.ts'
import { timestamp } from '../../core/time.ts'
import type { Namespace, Organization } from '../../generated/v1.ts'
import { managing } from '../../operation/allowed.ts'
import type { Operation } from '../../operation/operation.ts'
import { deletePackage } from '../../package/delete.ts'
import { date, type RowFields, sift, text, word } from '../../search/index.ts'
import type { Account } from '../../world/account.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'

/** Lists the caller's workspaces, under the older name. */
export const namespaces_list: Operation<'namespaces_list'> = ({ query, actor, world, pager }) =>
  page(workspacesOf(world, actor.mustBeKnown()), query, pager, (rows) => rows.map(namespaceView))

/** Returns a workspace. */
export const namespaces_read: Operation<'namespaces_read'> = ({ path, actor, world }) => {
  const workspace = world.workspaces.get(path.slug)
  if (workspace === undefined || !workspace.members.has(actor.mustBeKnown())) throw notFound()
  return ok(namespaceView(workspace))
}

const fields: RowFields<WorkspaceRecord> = {
  name: text(({ name }) => [name]),
  slug: word(({ slug }) => [slug]),
  created_at: date(({ createdAt }) => timestamp(createdAt)),
}

/** Lists the caller's workspaces. */
export const orgs_list: Operation<'orgs_list'> = ({ query, actor, world, pager }) => {
  const mine = workspacesOf(world, actor.mustBeKnown())
  const rows = sift(mine, { sort: query.sort ?? 'name' }, fields, world)
  return page(rows, query, pager, (found) => found.map(organizationView))
}

/** Returns a workspace. */
export const orgs_read: Operation<'orgs_read'> = ({ workspace, actor }) => {
  actor.mustSee(workspace)
  return ok(organizationView(workspace))
}

/** Deletes a workspace with all its content. Only owners may. */
export const orgs_delete = managing<'orgs_delete'>(({ workspace, actor, world }) => {
  const account = actor.mustBeKnown()
  if (workspace.members.get(account)?.role !== 'Owner') throw forbidden()
  for (const repository of workspace.repositories.values()) {
    for (const pkg of [...repository.packages.all()]) deletePackage(world, pkg, account)
  }
  world.workspaces.delete(workspace.slug)
  return noContent()
})

function workspacesOf(world: World, account: Account): WorkspaceRecord[] {
  return [...world.workspaces.values()].filter(({ members }) => members.has(account))
}

function namespaceView({ slug, slugPerm, name }: WorkspaceRecord): Namespace {
  return { slug, slug_perm: slugPerm, name, type_name: 'Organization' }
}

function organizationView({ slug, slugPerm, name, createdAt }: WorkspaceRecord): Organization {
  return { slug, slug_perm: slugPerm, name, tagline: null, location: null, country: null, created_at: timestamp(createdAt) }
}
