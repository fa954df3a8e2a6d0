import * as v from 'valibot'
import { checked, type MirrorDocument } from '../document.ts'
import type { GapKind } from '../gap.ts'
import { denyRow, enterpriseRow, memberRow, personRow, serviceRow } from '../rows.ts'
import { resourceIn, settingsIn } from './settings.ts'
import { listAll, type ReadId, type Source } from './source.ts'

const workspaceRow = v.object({
  slug: v.string(),
  slug_perm: v.nullish(v.string(), null),
  name: v.string(),
  created_at: v.nullish(v.string(), null),
})

/** Reads which account the client's credential belongs to. */
export function readReader(source: Source, owner: string): Promise<MirrorDocument['reader'] | undefined> {
  return source.orGap('reader', { what: 'people', where: owner }, async () => {
    const { body } = await source.ask('user_self', {})
    // Without an account, there is no reader.
    const { authenticated } = checked(v.object({ authenticated: v.boolean() }), body, 'the reader')
    return authenticated ? checked(personRow, body, 'the reader') : null
  })
}

/** Reads the workspace itself; if that is not permitted, only its slug is known. */
export async function readWorkspace(source: Source, owner: string): Promise<MirrorDocument['workspace']> {
  const found = await source.orGap('workspace', { what: 'workspace', where: owner }, async () =>
    checked(workspaceRow, (await source.ask('orgs_read', { org: owner })).body, 'the workspace'),
  )
  return found ?? { slug: owner, slug_perm: null, name: owner, created_at: null }
}

/** Reads users, teams and services, as far as permitted. */
export async function readPeople(source: Source, owner: string): Promise<Pick<MirrorDocument, 'members' | 'teams' | 'services'>> {
  const list = listIn(source, owner)
  const [members, teams, services] = await Promise.all([
    list('people', 'orgs_members_list', (row) => checked(memberRow, row, 'a member')),
    list('people', 'orgs_teams_list', (row) => resourceIn('orgs_teams_create', row, 'a team')),
    list('people', 'orgs_services_list', (row) => checked(serviceRow, row, 'a service')),
  ])
  return { ...(members && { members }), ...(teams && { teams }), ...(services && { services }) }
}

/** Reads policies of all types, as far as permitted. */
export async function readPolicies(source: Source, owner: string): Promise<MirrorDocument['policies']> {
  const list = listIn(source, owner)
  const [license, vulnerability, deny, enterprise] = await Promise.all([
    list('policies', 'orgs_license-policy_list', (row) => resourceIn('orgs_license-policy_create', row, 'a licence policy')),
    list('policies', 'orgs_vulnerability-policy_list', (row) =>
      resourceIn('orgs_vulnerability-policy_create', row, 'a vulnerability policy'),
    ),
    list('policies', 'orgs_deny-policy_list', (row) => {
      const settings = settingsIn('orgs_deny-policy_create', row)
      return checked(denyRow, { ...(row as object), settings }, 'a deny policy')
    }),
    source.orGap('workspaces_policies_list', { what: 'enterprise policies', where: owner }, () => readEnterprise(source, owner)),
  ])
  return {
    ...(license && { license }),
    ...(vulnerability && { vulnerability }),
    ...(deny && { deny }),
    ...(enterprise && { enterprise }),
  }
}

async function readEnterprise(source: Source, workspace: string) {
  const policies: v.InferOutput<typeof enterpriseRow>[] = []
  for (const row of await listAll(source, 'workspaces_policies_list', { workspace }, 'results')) {
    const settings = settingsIn('workspaces_policies_create', row)
    const policy = checked(enterpriseRow, { ...(row as object), settings, actions: [] }, 'an enterprise policy')
    const path = { workspace, policy: policy.slug_perm }
    const actions = await source.once(`actions ${policy.slug_perm}`, async () =>
      (await listAll(source, 'workspaces_policies_actions_list', path, 'results')).map(actionIn),
    )
    policies.push({ ...policy, actions })
  }
  return policies
}

/** The fields of an action depend on its type. */
function actionIn(row: unknown) {
  const { action_type, package_state, tags, precedence } = row as Readonly<Record<string, unknown>>
  const settings = {
    action_type,
    precedence,
    ...(package_state !== undefined && { package_state }),
    ...(tags !== undefined && { tags }),
  }
  return checked(enterpriseRow.entries.actions.wrapped.item, { ...(row as object), settings }, 'an action of a policy')
}

/** Reads lists of a workspace; each is a gap if it may not be read. */
function listIn(source: Source, owner: string) {
  return <Row>(what: GapKind, id: ReadId, read: (row: unknown) => Row) =>
    source.orGap(id, { what, where: owner }, async () => (await listAll(source, id, { org: owner })).map(read))
}
