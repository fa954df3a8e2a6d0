import { forbidden, invalid, notFound } from '../../core/errors.ts'
import { page } from '../../core/pagination.ts'
import { noContent, ok } from '../../core/reply.ts'
import { timestamp } from '../../core/time.ts'
import type { MemberState, Member as MemberView } from '../../generated/v1.ts'
import { managing } from '../../operation/allowed.ts'
import type { Call, Operation } from '../../operation/operation.ts'
import { date, type RowFields, sift, text, word } from '../../search/index.ts'
import type { Member } from '../../world/account.ts'
import { giveKey } from '../../world/keys.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import { teamsOf } from '../../world/teams.ts'
import { profileUrl } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'
import { membershipsOf } from './teams.ts'

const fields: RowFields<Member> = {
  user_name: text(({ account }) => [account.name]),
  // The field's name in other searches.
  name: text(({ account }) => [account.name]),
  user: text(({ account }) => [account.slug]),
  email: text(({ account }) => [account.email]),
  role: word(({ role }) => [role]),
  joined_at: date(({ joinedAt }) => timestamp(joinedAt)),
}

/** Lists the users of a workspace; services have a list of their own. */
export const orgs_members_list: Operation<'orgs_members_list'> = ({ workspace, query, actor, world, pager }) => {
  actor.mustSee(workspace)
  const users = [...workspace.members.values()].filter(({ account }) => account.kind === 'User')
  const rows = sift(users, { query: query.query, sort: query.sort ?? 'user_name' }, fields, world)
  return page(rows, query, pager, (members) => members.map((member) => memberView(world, workspace, member)))
}

/** Returns a member. */
export const orgs_members_read: Operation<'orgs_members_read'> = ({ workspace, path, actor, world }) => {
  actor.mustSee(workspace)
  return ok(memberView(world, workspace, findMember(workspace, path.member)))
}

/** The API description has no fields for this request, so it changes nothing. */
export const orgs_members_partial_update = managing<'orgs_members_partial_update'>(({ workspace, path, world }) =>
  ok(memberView(world, workspace, findMember(workspace, path.member))),
)

/** Only owners can appoint or dismiss owners; there is always at least one. */
export const orgs_members_update_role: Operation<'orgs_members_update_role'> = (call) => {
  const { workspace, body, actor, world } = call
  const member = managed(call)
  const { role } = body
  const isOwner = workspace.members.get(actor.mustBeKnown())?.role === 'Owner'
  if (!isOwner && (role === 'Owner' || member.role === 'Owner')) throw forbidden()
  if (role !== 'Owner') mustLeaveOwner(workspace, member)
  member.role = role
  return ok(stateView(world, member))
}

/** Sets whether others see the membership. */
export const orgs_members_update_visibility: Operation<'orgs_members_update_visibility'> = (call) => {
  const member = managed(call)
  member.visibility = call.body.visibility
  return ok(stateView(call.world, member))
}

/** Replaces a member's API keys. The new ones are only shown to the member. */
export const orgs_members_refresh: Operation<'orgs_members_refresh'> = (call) => {
  const { account } = managed(call)
  for (const slugPerm of account.keys.keys()) giveKey(call.world, account, slugPerm)
  return noContent()
}

/** Removes a member from the workspace and its teams. The account continues to exist. */
export const orgs_members_delete: Operation<'orgs_members_delete'> = (call) => remove(call)

/** The same by GET, as in earlier versions. */
export const orgs_members_remove: Operation<'orgs_members_remove'> = (call) => remove(call)

type MemberCall = Pick<Call<'orgs_members_delete'>, 'workspace' | 'path' | 'actor'>

function remove(call: MemberCall) {
  const { workspace } = call
  const member = managed(call)
  mustLeaveOwner(workspace, member)
  workspace.members.delete(member.account)
  for (const { members } of teamsOf(workspace).all()) members.delete(member.account)
  return noContent()
}

function managed({ workspace, path, actor }: MemberCall): Member {
  actor.mustManage(workspace)
  return findMember(workspace, path.member)
}

function findMember({ members }: WorkspaceRecord, name: string): Member {
  const found = [...members.values()].find(({ account }) => account.slug === name || account.slugPerm === name)
  if (found === undefined || found.account.kind !== 'User') throw notFound()
  return found
}

function mustLeaveOwner({ members }: WorkspaceRecord, member: Member) {
  const others = [...members.values()].filter((other) => other !== member && other.role === 'Owner')
  if (others.length === 0) throw invalid({ non_field_errors: ['A workspace needs at least one owner.'] })
}

function stateView(world: World, { account, role, visibility, joinedAt }: Member): MemberState {
  return {
    user: account.slug,
    user_id: account.slugPerm,
    user_name: account.name,
    user_url: profileUrl(world, account),
    email: account.email,
    role,
    visibility,
    has_two_factor: false,
    joined_at: timestamp(joinedAt),
    last_login_at: null,
    last_login_method: 'Unknown',
  }
}

function memberView(world: World, workspace: WorkspaceRecord, member: Member): MemberView {
  return { ...stateView(world, member), is_active: true, teams: membershipsOf(workspace, member.account) }
}
