import { ok } from '../../core/reply.ts'
import { managing } from '../../operation/allowed.ts'
import type { Operation } from '../../operation/operation.ts'
import { entitlementsOf } from '../entitlements/records.ts'
import { metricsOf } from './metrics.ts'
import { quotaHistoryOf, quotaOf } from './quota.ts'
import { trafficOf } from './records.ts'

/** What the workspace stores, and has given out this month. */
export const quota_read = managing<'quota_read'>(({ workspace, world }) => ok(quotaOf(world, workspace, 'ordinary')))

/** The same of earlier months. */
export const quota_history_read = managing<'quota_history_read'>(({ workspace, world }) =>
  ok(quotaHistoryOf(world, workspace, 'ordinary')),
)

/** What its open source repositories store. */
export const quota_oss_read = managing<'quota_oss_read'>(({ workspace, world }) => ok(quotaOf(world, workspace, 'open-source')))

/** The same of earlier months. */
export const quota_oss_history_read = managing<'quota_oss_history_read'>(({ workspace, world }) =>
  ok(quotaHistoryOf(world, workspace, 'open-source')),
)

/** Downloads with the entitlements of a workspace. */
export const metrics_entitlements_account_list = managing<'metrics_entitlements_account_list'>(({ workspace, query }) => {
  const tokens = [...workspace.repositories.values()].flatMap((repository) => entitlementsOf(repository).all())
  const wanted = tokens.filter(among(query.tokens))
  return ok({ tokens: metricsOf(wanted, trafficOf(workspace), ({ entitlement }) => entitlement, query) })
})

/** Downloads with the entitlements of a repository. */
export const metrics_entitlements_repo_list: Operation<'metrics_entitlements_repo_list'> = ({ repository, query, actor }) => {
  const { workspace, settings } = repository
  actor.must(settings.view_statistics, repository)
  const wanted = entitlementsOf(repository).filter(among(query.tokens))
  return ok({ tokens: metricsOf(wanted, trafficOf(workspace), ({ entitlement }) => entitlement, query) })
}

/** Downloads of the packages of a repository. */
export const metrics_packages_list: Operation<'metrics_packages_list'> = ({ repository, query, actor }) => {
  const { packages, workspace, settings } = repository
  actor.must(settings.view_statistics, repository)
  const wanted = [...packages.all()].filter(among(query.packages))
  return ok({ packages: metricsOf(wanted, trafficOf(workspace), ({ pkg }) => pkg, query) })
}

/** Chooses by a list of `slug_perm` with commas between them; no list chooses everything. */
function among(list: string | undefined): (thing: { readonly slugPerm: string }) => boolean {
  if (list === undefined || list.trim() === '') return () => true
  const wanted = new Set(list.split(',').map((name) => name.trim()))
  return ({ slugPerm }) => wanted.has(slugPerm)
}
