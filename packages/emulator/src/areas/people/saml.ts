import { changed } from '../../core/changes.ts'
import { notFound } from '../../core/errors.ts'
import { page } from '../../core/pagination.ts'
import { noContent, ok } from '../../core/reply.ts'
import { managedHome } from '../../operation/homes.ts'
import type { Call, Operation, Operations } from '../../operation/operation.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import { domainView } from '../domains/view.ts'
import { planLimits } from '../usage/quota.ts'
import type { SamlGroupRecord } from './records.ts'
import { knownTeam } from './teams.ts'

const readSaml: Operation<'orgs_saml-authentication_read'> = ({ path, actor, world }) => {
  const workspace = world.workspace(path.org)
  actor.mustManage(workspace)
  return ok(workspace.saml.settings)
}

/** Kept and shown: nobody signs in to the emulator by SAML. */
const changeSaml: Operation<'orgs_saml-authentication_partial_update'> = ({ path, body, actor, world }) => {
  const { saml } = managed(world.workspace(path.org), actor)
  saml.settings = changed(saml.settings, body ?? {})
  return ok(saml.settings)
}

const group: Resource<WorkspaceRecord, SamlGroupRecord> = {
  home: managedHome,
  store: ({ saml }) => saml.groups,
  create({ body, world }, workspace) {
    const settings = changed<SamlGroupRecord['settings']>({ idp_key: '', idp_value: '', team: '', role: 'Member' }, body)
    knownTeam(workspace, settings.team, 'team')
    return { slugPerm: world.ids.slug(12), settings }
  },
  change() {
    throw notFound()
  },
  view: (_world, { slugPerm, settings }) => ({ ...settings, slug_perm: slugPerm }),
}

const status: Operation<'orgs_saml-group-sync_status'> = ({ path, actor, world }) =>
  ok({ saml_group_sync_status: managed(world.workspace(path.org), actor).saml.isGroupSyncEnabled })

function switchGroupSync(isEnabled: boolean) {
  return ({ path, actor, world }: Pick<Call<'orgs_saml-group-sync_enable'>, 'path' | 'actor' | 'world'>) => {
    managed(world.workspace(path.org), actor).saml.isGroupSyncEnabled = isEnabled
    return noContent()
  }
}

/** Those that the options name: they are made with the service's own people. */
const domains: Operation<'orgs_custom-domains_list'> = ({ path, query, actor, world, pager }) => {
  const workspace = world.workspace(path.org)
  actor.mustSee(workspace)
  return page(workspace.domains, query, pager, (rows) => rows.map((domain) => domainView(workspace, domain)))
}

/** The same at the second version of the API, wrapped as its lists are. */
const domainsInSecond: Operation<'workspaces_domains_list'> = ({ path, query, actor, world, pager }) => {
  const workspace = world.workspace(path.workspace)
  actor.mustSee(workspace)
  return page(workspace.domains, query, pager, (rows) => ({ results: rows.map((domain) => domainView(workspace, domain)) }))
}

const readLimits: Operation<'orgs_retrieve_usage_limits'> = ({ path, actor, world }) => {
  const { usageLimits } = managed(world.workspace(path.org), actor)
  return ok({
    ...usageLimits,
    bandwidth_maximum: planLimits.bandwidth + usageLimits.bandwidth_overage_limit,
    storage_maximum: planLimits.storage + usageLimits.storage_overage_limit,
  })
}

const changeLimits: Operation<'orgs_update_usage_limits'> = ({ path, body, actor, world }) => {
  const workspace = managed(world.workspace(path.org), actor)
  const after = changed<Record<string, number | boolean | null>>({ ...workspace.usageLimits }, body ?? {})
  workspace.usageLimits = {
    allow_open_source_overage: after.allow_open_source_overage === true,
    bandwidth_overage_limit: Number(after.bandwidth_overage_limit ?? 0),
    storage_overage_limit: Number(after.storage_overage_limit ?? 0),
  }
  return ok(workspace.usageLimits)
}

function managed(workspace: WorkspaceRecord, actor: { mustManage(workspace: WorkspaceRecord): void }): WorkspaceRecord {
  actor.mustManage(workspace)
  return workspace
}

/** Settings of workspaces: signing in by SAML, domains, limits. */
export const workspaceSettings: Operations = {
  'orgs_saml-authentication_read': readSaml,
  'orgs_saml-authentication_partial_update': changeSaml,
  ...resourceOperations('orgs_saml-group-sync', group),
  'orgs_saml-group-sync_status': status,
  'orgs_saml-group-sync_enable': switchGroupSync(true),
  'orgs_saml-group-sync_disable': switchGroupSync(false),
  'orgs_custom-domains_list': domains,
  workspaces_domains_list: domainsInSecond,
  orgs_retrieve_usage_limits: readLimits,
  orgs_update_usage_limits: changeLimits,
}
