import { forbidden, notAuthenticated, notFound, type Refusal } from '../core/errors.ts'
import type { Switches } from '../core/switches.ts'
import { type Account, greater, includes, type Member, type Privilege } from './account.ts'
import type { PackageRecord, RepositoryRecord, WorkspaceRecord } from './records.ts'
import { teamsOf } from './teams.ts'

/** What may be done with packages, as the repository's settings name it. */
export type PackageAction = 'copy' | 'move' | 'delete' | 'resync' | 'scan' | 'replace'

/** Whoever sent a request, and what that one may do. */
export interface Actor {
  /** Nobody, where the request came without a credential. */
  readonly account: Account | undefined
  /** The account. @throws {Refusal} 401 for anonymous callers. */
  mustBeKnown(): Account
  /** What the caller is told of things that are not there, or not for this caller to know of: 404, or 401 when anonymous. */
  hidden(): Refusal
  /** What the caller may do in a repository. */
  privilege(repository: RepositoryRecord): Privilege
  /** The repositories of a workspace that the caller may read. */
  readable(workspace: WorkspaceRecord): RepositoryRecord[]
  /** @throws {Refusal} 401, 403, or 404 where the caller may not even know of the repository. */
  must(needs: Privilege, repository: RepositoryRecord): void
  /** The repository's settings say who may; uploaders may where it lets them act on their own. @throws {Refusal} as `must` */
  mustAct(action: PackageAction, pkg: PackageRecord): void
  /** @throws {Refusal} 401, or 404 for those who are not in the workspace */
  mustSee(workspace: WorkspaceRecord): void
  /** Owners and managers only. @throws {Refusal} 401, 403 or 404 */
  mustManage(workspace: WorkspaceRecord): void
}

/**
 * Makes the actor of a request.
 *
 * @param isBarred whether the credential lets nobody into a workspace, whatever the account may do there
 */
export function createActor(
  account: Account | undefined,
  { maskFromAnonymous }: Switches,
  isBarred: (workspace: WorkspaceRecord) => boolean = () => false,
): Actor {
  const hidden = () => (account === undefined && !maskFromAnonymous ? notAuthenticated() : notFound())

  function privilege(repository: RepositoryRecord): Privilege {
    const isOpen = repository.settings.repository_type_str !== 'Private'
    const least: Privilege = isOpen ? 'Read' : 'None'
    const member = account && repository.workspace.members.get(account)
    if (account === undefined || member === undefined) return least
    if (manages(member)) return 'Admin'
    const teams = teamsOf(repository.workspace)
    const inTeam = (slug: string | undefined) => teams.some((team) => team.settings.slug === slug && team.members.has(account))
    const own = repository.privileges.filter(
      ({ user, service, team }) => user === account.slug || service === account.slug || inTeam(team),
    )
    const byDefault = member.role === 'Collaborator' ? 'None' : repository.settings.default_privilege
    return [byDefault, member.privilege, ...own.map((grant) => grant.privilege)].reduce(greater, least)
  }

  function must(needs: Privilege, repository: RepositoryRecord) {
    const has = privilege(repository)
    if (isBarred(repository.workspace)) throw forbidden()
    if (has === 'None') throw hidden()
    if (includes(has, needs)) return
    throw account === undefined ? notAuthenticated() : forbidden()
  }

  function mustSee(workspace: WorkspaceRecord) {
    if (account === undefined || !workspace.members.has(account)) throw hidden()
    if (isBarred(workspace)) throw forbidden()
  }

  return {
    account,
    hidden,
    privilege,
    readable: ({ repositories }) => [...repositories.values()].filter((repository) => privilege(repository) !== 'None'),
    must,
    mustSee,
    mustBeKnown() {
      if (account === undefined) throw notAuthenticated()
      return account
    },
    mustAct(action, pkg) {
      const { settings } = pkg.repository
      const isOwn = account !== undefined && pkg.uploader === account && action !== 'replace' && settings[`${action}_own`]
      must(isOwn && includes(privilege(pkg.repository), 'Write') ? 'Write' : settings[`${action}_packages`], pkg.repository)
      if (account === undefined) throw notAuthenticated()
    },
    mustManage(workspace) {
      mustSee(workspace)
      const member = account && workspace.members.get(account)
      if (member !== undefined && !manages(member)) throw forbidden()
    },
  }
}

function manages({ role }: Member): boolean {
  return role === 'Owner' || role === 'Manager'
}
