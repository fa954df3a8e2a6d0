import { changed } from '../../core/changes.ts'
import { invalid, orNotFound } from '../../core/errors.ts'
import { created, noContent, ok } from '../../core/reply.ts'
import { slugOf } from '../../core/slug.ts'
import type { TeamMember, TeamMembership, TeamMembersRequest } from '../../generated/v1.ts'
import { managing } from '../../operation/allowed.ts'
import { workspaceHome } from '../../operation/homes.ts'
import type { Operation, Operations } from '../../operation/operation.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import { number, text, word } from '../../search/index.ts'
import type { Account } from '../../world/account.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import { type TeamRecord, type TeamRole, teamDefaults, teamsOf } from '../../world/teams.ts'

const team: Resource<WorkspaceRecord, TeamRecord> = {
  key: 'team',
  home: workspaceHome,
  store: teamsOf,
  find: findTeam,
  order: 'name',
  fields: {
    name: text(({ settings }) => [settings.name]),
    slug: word(({ settings }) => [settings.slug]),
    members: number(({ members }) => members.size),
  },
  shown: (rows, { query, actor }) =>
    query.for_user === true ? rows.filter(({ members }) => members.has(actor.mustBeKnown())) : rows,
  create({ body, actor, world }, workspace) {
    const settings = changed(teamDefaults, body)
    settings.slug = slugOf(settings)
    mustBeFree(workspace, settings.slug)
    return { slugPerm: world.ids.slug(12), settings, members: new Map([[actor.mustBeKnown(), 'Manager']]) }
  },
  change({ body }, record, _isWhole, workspace) {
    const settings = changed(record.settings, body)
    if (settings.slug !== record.settings.slug) mustBeFree(workspace, settings.slug)
    record.settings = settings
  },
  view: (_world, { slugPerm, settings }) => ({ ...settings, slug_perm: slugPerm }),
  // The team's privileges in repositories are removed as well.
  removed(_call, { settings }, workspace) {
    for (const repository of workspace.repositories.values()) {
      repository.privileges = repository.privileges.filter((grant) => grant.team !== settings.slug)
    }
  },
}

const listMembers: Operation<'orgs_teams_members_list'> = ({ workspace, path, query, actor }) => {
  actor.mustSee(workspace)
  const wanted = query.user_kind
  const members = membersView(mustFind(workspace, path.team))
  return ok({ members: members.filter(({ user_kind }) => wanted === undefined || user_kind.toLowerCase() === wanted) })
}

const addMembers = managing<'orgs_teams_members_create'>(({ workspace, path, body }) => {
  const found = mustFind(workspace, path.team)
  for (const [account, role] of readMembers(workspace, body)) found.members.set(account, role)
  return created({ members: membersView(found) })
})

const replaceMembers = managing<'orgs_teams_members_update'>(({ workspace, path, body }) => {
  const found = mustFind(workspace, path.team)
  const after = readMembers(workspace, body)
  found.members.clear()
  for (const [account, role] of after) found.members.set(account, role)
  return noContent()
})

/** The teams of an account. */
export function membershipsOf(workspace: WorkspaceRecord, account: Account): TeamMembership[] {
  return teamsOf(workspace)
    .all()
    .flatMap(({ settings: { slug, name }, members }) => {
      const role = members.get(account)
      return role === undefined ? [] : [{ slug, name, role }]
    })
}

/** Adds an account to the teams that a request names, and removes it from all others. @throws {Refusal} 422 for an unknown team */
export function joinTeams(
  workspace: WorkspaceRecord,
  account: Account,
  wanted: readonly { readonly slug: string; readonly role?: TeamRole | undefined }[],
): void {
  const joined = wanted.map(({ slug, role = 'Member' }) => ({ found: knownTeam(workspace, slug, 'teams'), role }))
  for (const { members } of teamsOf(workspace).all()) members.delete(account)
  for (const { found, role } of joined) found.members.set(account, role)
}

/** Finds a team by its slug. @throws {Refusal} 422 for a field of the request */
export function knownTeam(workspace: WorkspaceRecord, slug: string, field: string): TeamRecord {
  const found = findTeam(workspace, slug)
  if (found === undefined) throw invalid({ [field]: [`"${slug}" is not a team of this workspace.`] })
  return found
}

function findTeam(workspace: WorkspaceRecord, name: string): TeamRecord | undefined {
  const teams = teamsOf(workspace)
  return teams.get(name) ?? teams.find(({ settings }) => settings.slug === name)
}

function mustFind(workspace: WorkspaceRecord, name: string): TeamRecord {
  return orNotFound(findTeam(workspace, name))
}

function mustBeFree(workspace: WorkspaceRecord, slug: string) {
  if (teamsOf(workspace).some(({ settings }) => settings.slug === slug)) {
    throw invalid({ slug: [`A team with the slug "${slug}" already exists.`] })
  }
}

function readMembers({ members }: WorkspaceRecord, body: TeamMembersRequest): Map<Account, TeamRole> {
  const accounts = new Map([...members.keys()].map((account) => [account.slug, account]))
  return new Map(
    body.members.map(({ user, role }) => {
      const account = accounts.get(user)
      if (account === undefined) throw invalid({ members: [`"${user}" is not in this workspace.`] })
      return [account, role]
    }),
  )
}

function membersView({ members }: TeamRecord): TeamMember[] {
  return [...members].map(([{ slug, kind }, role]) => ({ user: slug, role, user_kind: kind }))
}

/** Teams and their members. */
export const teamOperations: Operations = {
  ...resourceOperations('orgs_teams', team),
  orgs_teams_members_list: listMembers,
  orgs_teams_members_create: addMembers,
  orgs_teams_members_update: replaceMembers,
}
