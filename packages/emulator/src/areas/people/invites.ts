import { invalid, orNotFound } from '../../core/errors.ts'
import { ok } from '../../core/reply.ts'
import { timestamp } from '../../core/time.ts'
import type { Invite, InviteRequest } from '../../generated/v1.ts'
import { managing } from '../../operation/allowed.ts'
import { managedHome } from '../../operation/homes.ts'
import type { Operations } from '../../operation/operation.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import { profileUrl } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'
import { type InviteRecord, invitesOf } from './records.ts'
import { knownTeam } from './teams.ts'

/** How long an invitation is valid, in milliseconds. The service's duration is not known. */
const lifetime = 14 * 24 * 3_600_000

const invite: Resource<WorkspaceRecord, InviteRecord> = {
  home: managedHome,
  store: invitesOf,
  create({ body, actor, world }, workspace) {
    const request: InviteRequest = body
    const { email, user, teams = [] } = request
    if (user !== undefined && !world.accounts.has(user)) throw invalid({ user: [`There is no user "${user}".`] })
    const isMember = [...workspace.members.keys()].some((account) => account.slug === user || account.email === email)
    if (isMember) throw invalid({ [user === undefined ? 'email' : 'user']: ['This user is in the workspace already.'] })
    for (const { team } of teams) knownTeam(workspace, team, 'teams')
    return {
      slugPerm: world.ids.slug(12),
      settings: { ...request, role: request.role ?? 'Member' },
      inviter: actor.mustBeKnown(),
      expiresAt: world.clock.now() + lifetime,
    }
  },
  change({ body }, record) {
    const { role = record.settings.role }: Partial<InviteRecord['settings']> = body
    record.settings = { ...record.settings, role }
  },
  view: (world, record, workspace) => inviteView(world, workspace, record),
}

const extend = managing<'orgs_invites_extend'>(({ workspace, path, world }) => {
  const record = orNotFound(invitesOf(workspace).get(path.slug_perm))
  record.expiresAt = world.clock.now() + lifetime
  return ok(inviteView(world, workspace, record))
})

/** Sends nothing, because the emulator has no mail. */
const resend = managing<'orgs_invites_resend'>(({ workspace, path, world }) =>
  ok(inviteView(world, workspace, orNotFound(invitesOf(workspace).get(path.slug_perm)))),
)

function inviteView(world: World, { slug }: WorkspaceRecord, { slugPerm, settings, inviter, expiresAt }: InviteRecord): Invite {
  const { email, user, role, teams = [] } = settings
  return {
    slug_perm: slugPerm,
    org: slug,
    email: email ?? world.accounts.get(user ?? '')?.email ?? '',
    user: user ?? '',
    user_url: user === undefined ? null : profileUrl(world, { slug: user }),
    inviter: inviter.slug,
    inviter_url: profileUrl(world, inviter),
    role,
    teams: teams.map(({ team, role: teamRole = 'Member' }) => ({ team, role: teamRole })),
    expires_at: timestamp(expiresAt),
  }
}

/** Invitations. They cannot be accepted, because that happens in the web application. */
export const inviteOperations: Operations = {
  ...resourceOperations('orgs_invites', invite),
  orgs_invites_extend: extend,
  orgs_invites_resend: resend,
}
