import { serviceDefaults, servicesOf } from '../../areas/people/records.ts'
import { type Account, type Member, roles } from '../../world/account.ts'
import { giveKey } from '../../world/keys.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import { teamDefaults, teamRoles, teamsOf } from '../../world/teams.ts'
import type { World } from '../../world/world.ts'
import type { MirrorDocument } from '../document.ts'
import { type Fill, momentOf, wordOf } from './fill.ts'
import { settingsFrom } from './settings.ts'

/** The API key of the account that read the workspace, in the emulator. */
export const readerKey = 'emulator-admin-key'

type Person = Partial<Pick<Account, 'slugPerm' | 'name' | 'email' | 'kind' | 'joinedAt'>>

/** The account of a slug, which is created if it does not exist. */
export function accountIn(
  world: World,
  slug: string,
  { slugPerm, name, email, kind = 'User', joinedAt = world.clock.now() }: Person = {},
): Account {
  const known = world.accounts.get(slug)
  if (known !== undefined) return known
  const account: Account = {
    slug,
    slugPerm: slugPerm ?? world.ids.slug(12),
    kind,
    name: name || slug,
    email: email ?? '',
    joinedAt,
    keys: new Map(),
  }
  world.accounts.set(slug, account)
  return account
}

/** The account that read the workspace; if it is unknown, one named after the workspace. */
export const readerOf = ({ reader, workspace }: MirrorDocument): string => reader?.slug ?? workspace.slug

/** Adds users, services and teams to a workspace. */
export function fillPeople(fill: Fill): void {
  const { world, workspace, document } = fill
  const where = workspace.slug
  for (const { slug_perm, settings } of document.teams ?? []) {
    const about = { what: 'people', where, operation: 'orgs_teams_create' } as const
    teamsOf(workspace).add({
      slugPerm: slug_perm,
      settings: settingsFrom(fill, about, teamDefaults, settings),
      members: new Map(),
    })
  }
  for (const row of document.members ?? []) {
    const joinedAt = momentOf(fill, row.joined_at)
    const person = { ...(row.user_id && { slugPerm: row.user_id }), name: row.user_name, email: row.email, joinedAt }
    const account = accountIn(world, row.user, person)
    const visibility = wordOf(['Public', 'Private'], row.visibility)
    join(workspace, account, row.role, { joinedAt, visibility })
    joinTeams(workspace, account, row.teams)
  }
  for (const row of document.services ?? []) {
    const account = accountIn(world, row.slug, { kind: 'Service', name: row.name })
    const createdAt = momentOf(fill, row.created_at)
    const role = wordOf(['Member', 'Manager'], row.role)
    join(workspace, account, role, { joinedAt: createdAt, visibility: 'Private' })
    const settings = { ...serviceDefaults, name: row.name, description: row.description, role }
    servicesOf(workspace).add({
      slugPerm: account.slugPerm,
      account,
      settings,
      createdAt,
      createdBy: fill.accountOf(row.created_by),
    })
    joinTeams(workspace, account, row.teams)
  }
  fillReader(fill)
}

/** Gives the reader a key, and a role if that is not known. */
function fillReader(fill: Fill): void {
  const { world, workspace, document } = fill
  const { slug_perm, name, email } = document.reader ?? {}
  const account = accountIn(world, readerOf(document), {
    ...(slug_perm && { slugPerm: slug_perm }),
    ...(name && { name }),
    ...(email && { email }),
    kind: document.members === undefined ? 'User' : 'Service',
  })
  giveKey(world, account, world.ids.slug(12), readerKey)
  if (workspace.members.has(account)) return
  join(workspace, account, 'Owner', { joinedAt: world.clock.now(), visibility: 'Private' })
  fill.lack(
    'people',
    workspace.slug,
    `the role of ${account.slug}: in the mirror it is an owner, who may do everything`,
    'not available',
  )
}

type Joining = Pick<Member, 'joinedAt' | 'visibility'>

function join({ members }: WorkspaceRecord, account: Account, role: string, joining: Joining): Member {
  const member: Member = { account, role: wordOf(['Member', ...roles], role), privilege: 'None', ...joining }
  members.set(account, member)
  return member
}

function joinTeams(workspace: WorkspaceRecord, account: Account, teams: readonly { slug: string; role: string }[]): void {
  const all = teamsOf(workspace).all()
  for (const { slug, role } of teams) {
    all.find(({ settings }) => settings.slug === slug)?.members.set(account, wordOf(['Member', ...teamRoles], role))
  }
}
