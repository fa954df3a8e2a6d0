import { ok } from '../../core/reply.ts'
import { managing } from '../../operation/allowed.ts'
import type { Operation } from '../../operation/operation.ts'
import { entitlementsOf } from '../entitlements/records.ts'
import { metricsOf } from './metrics.ts'
import { quotaHistoryOf, quotaOf } from './quota.ts'
import { trafficOf } from './records.ts'

/** Returns the storage of the workspace, and its download volume of this month. */
export const quota_read = managing<'quota_read'>(({ workspace, world }) => ok(quotaOf(world, workspace, 'ordinary')))

/** Returns the same for earlier months. */
export const quota_history_read = managing<'quota_history_read'>(({ workspace, world }) =>
  ok(quotaHistoryOf(world, workspace, 'ordinary')),
)

/** Returns the storage of its open-source repositories. */
export const quota_oss_read = managing<'quota_oss_read'>(({ workspace, world }) => ok(quotaOf(world, workspace, 'open-source')))

/** Returns the same for earlier months. */
export const quota_oss_history_read = managing<'quota_oss_history_read'>(({ workspace, world }) =>
  ok(quotaHistoryOf(world, workspace, 'open-source')),
)

/** Returns downloads by entitlement tokens of a workspace. */
export const metrics_entitlements_account_list = managing<'metrics_entitlements_account_list'>(({ workspace, query }) => {
  const tokens = [...workspace.repositories.values()].flatMap((repository) => entitlementsOf(repository).all())
  const wanted = tokens.filter(among(query.tokens))
  return ok({ tokens: metricsOf(wanted, trafficOf(workspace), ({ entitlement }) => entitlement, query) })
})

/** Returns downloads by entitlement tokens of a repository. */
export const metrics_entitlements_repo_list: Operation<'metrics_entitlements_repo_list'> = ({ repository, query, actor }) => {
  const { workspace, settings } = repository
  actor.must(settings.view_statistics, repository)
  const wanted = entitlementsOf(repository).filter(among(query.tokens))
  return ok({ tokens: metricsOf(wanted, trafficOf(workspace), ({ entitlement }) => entitlement, query) })
}

/** Returns downloads by packages of a repository. */
export const metrics_packages_list: Operation<'metrics_packages_list'> = ({ repository, query, actor }) => {
  const { packages, workspace, settings } = repository
  actor.must(settings.view_statistics, repository)
  const wanted = [...packages.all()].filter(among(query.packages))
  return ok({ packages: metricsOf(wanted, trafficOf(workspace), ({ pkg }) => pkg, query) })
}

/** A filter by a comma-separated list of `slug_perm`s; without a list, everything matches. */
function among(list: string | undefined): (thing: { readonly slugPerm: string }) => boolean {
  if (list === undefined || list.trim() === '') return () => true
  const wanted = new Set(list.split(',').map((name) => name.trim()))
  return ({ slugPerm }) => wanted.has(slugPerm)
}
