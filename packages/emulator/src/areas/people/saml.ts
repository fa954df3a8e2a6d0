import { changed } from '../../core/changes.ts'
import { notFound } from '../../core/errors.ts'
import { noContent, ok } from '../../core/reply.ts'
import { managing } from '../../operation/allowed.ts'
import { managedHome } from '../../operation/homes.ts'
import type { Call, Operations } from '../../operation/operation.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import { type SamlGroupRecord, samlGroupDefaults, samlOf } from './records.ts'
import { knownTeam } from './teams.ts'

const readSaml = managing<'orgs_saml-authentication_read'>(({ workspace }) => ok(samlOf(workspace).settings))

/** The settings are stored and returned, but nobody signs in to the emulator by SAML. */
const changeSaml = managing<'orgs_saml-authentication_partial_update'>(({ workspace, body }) => {
  const saml = samlOf(workspace)
  saml.settings = changed(saml.settings, body ?? {})
  return ok(saml.settings)
})

const group: Resource<WorkspaceRecord, SamlGroupRecord> = {
  home: managedHome,
  store: (workspace) => samlOf(workspace).groups,
  create({ body, world }, workspace) {
    const settings = changed(samlGroupDefaults, body)
    knownTeam(workspace, settings.team, 'team')
    return { slugPerm: world.ids.slug(12), settings }
  },
  change() {
    throw notFound()
  },
  view: (_world, { slugPerm, settings }) => ({ ...settings, slug_perm: slugPerm }),
}

const status = managing<'orgs_saml-group-sync_status'>(({ workspace }) =>
  ok({ saml_group_sync_status: samlOf(workspace).isGroupSyncEnabled }),
)

function switchGroupSync(isEnabled: boolean) {
  return ({ workspace, actor }: Pick<Call<'orgs_saml-group-sync_enable'>, 'workspace' | 'actor'>) => {
    actor.mustManage(workspace)
    samlOf(workspace).isGroupSyncEnabled = isEnabled
    return noContent()
  }
}

/** SAML settings and groups. */
export const samlOperations: Operations = {
  'orgs_saml-authentication_read': readSaml,
  'orgs_saml-authentication_partial_update': changeSaml,
  ...resourceOperations('orgs_saml-group-sync', group),
  'orgs_saml-group-sync_status': status,
  'orgs_saml-group-sync_enable': switchGroupSync(true),
  'orgs_saml-group-sync_disable': switchGroupSync(false),
}
