import { ok } from '../../core/reply.ts'
import type { Operation } from '../../operation/operation.ts'
import { metricsOf } from './metrics.ts'
import { quotaHistoryOf, quotaOf } from './quota.ts'

/** What the workspace stores, and has given out this month. */
export const quota_read: Operation<'quota_read'> = ({ path, actor, world }) => {
  const workspace = world.workspace(path.owner)
  actor.mustManage(workspace)
  return ok(quotaOf(world, workspace, 'ordinary'))
}

/** The same of earlier months. */
export const quota_history_read: Operation<'quota_history_read'> = ({ path, actor, world }) => {
  const workspace = world.workspace(path.owner)
  actor.mustManage(workspace)
  return ok(quotaHistoryOf(world, workspace, 'ordinary'))
}

/** What its open source repositories store. */
export const quota_oss_read: Operation<'quota_oss_read'> = ({ path, actor, world }) => {
  const workspace = world.workspace(path.owner)
  actor.mustManage(workspace)
  return ok(quotaOf(world, workspace, 'open-source'))
}

/** The same of earlier months. */
export const quota_oss_history_read: Operation<'quota_oss_history_read'> = ({ path, actor, world }) => {
  const workspace = world.workspace(path.owner)
  actor.mustManage(workspace)
  return ok(quotaHistoryOf(world, workspace, 'open-source'))
}

/** Downloads with the entitlements of a workspace. */
export const metrics_entitlements_account_list: Operation<'metrics_entitlements_account_list'> = ({
  path,
  query,
  actor,
  world,
}) => {
  const workspace = world.workspace(path.owner)
  actor.mustManage(workspace)
  const tokens = [...workspace.repositories.values()].flatMap(({ entitlements }) => entitlements.all())
  const wanted = tokens.filter(among(query.tokens))
  return ok({ tokens: metricsOf(wanted, workspace.traffic, ({ entitlement }) => entitlement, query) })
}

/** Downloads with the entitlements of a repository. */
export const metrics_entitlements_repo_list: Operation<'metrics_entitlements_repo_list'> = ({ path, query, actor, world }) => {
  const { entitlements, workspace, settings } = world.repository(path)
  actor.must(settings.view_statistics, world.repository(path))
  const wanted = entitlements.all().filter(among(query.tokens))
  return ok({ tokens: metricsOf(wanted, workspace.traffic, ({ entitlement }) => entitlement, query) })
}

/** Downloads of the packages of a repository. */
export const metrics_packages_list: Operation<'metrics_packages_list'> = ({ path, query, actor, world }) => {
  const { packages, workspace, settings } = world.repository(path)
  actor.must(settings.view_statistics, world.repository(path))
  const wanted = [...packages.all()].filter(among(query.packages))
  return ok({ packages: metricsOf(wanted, workspace.traffic, ({ pkg }) => pkg, query) })
}

/** Chooses by a list of `slug_perm` with commas between them; no list chooses everything. */
function among(list: string | undefined): (thing: { readonly slugPerm: string }) => boolean {
  if (list === undefined || list.trim() === '') return () => true
  const wanted = new Set(list.split(',').map((name) => name.trim()))
  return ({ slugPerm }) => wanted.has(slugPerm)
}
