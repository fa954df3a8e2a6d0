import { forbidden, notAuthenticated, notFound, type Refusal } from '../core/errors.ts'
import type { Switches } from '../core/switches.ts'
import { type Account, greater, includes, type Member, type Privilege } from './account.ts'
import type { PackageRecord, RepositoryRecord, WorkspaceRecord } from './records.ts'
import { teamsOf } from './teams.ts'

/** Actions on packages that the settings of a repository regulate. */
export type PackageAction = 'copy' | 'move' | 'delete' | 'resync' | 'scan' | 'replace'

/** The sender of a request, and what they may do. */
export interface Actor {
  /** Undefined if the request has no credential. */
  readonly account: Account | undefined
  /** The account. @throws {Refusal} 401 for anonymous callers. */
  mustBeKnown(): Account
  /** The refusal for things that do not exist or that the caller may not know of: 404, or 401 for anonymous callers. */
  hidden(): Refusal
  /** The caller's privilege in a repository. */
  privilege(repository: RepositoryRecord): Privilege
  /** The repositories of a workspace that the caller may read. */
  readable(workspace: WorkspaceRecord): RepositoryRecord[]
  /** @throws {Refusal} 401, 403, or 404 if the caller may not know of the repository */
  must(needs: Privilege, repository: RepositoryRecord): void
  /** Checks whether the repository's settings permit an action; they may let uploaders act on their own packages. @throws {Refusal} as `must` */
  mustAct(action: PackageAction, pkg: PackageRecord): void
  /** @throws {Refusal} 401, or 404 if the caller is not in the workspace */
  mustSee(workspace: WorkspaceRecord): void
  /** Owners and managers only. @throws {Refusal} 401, 403 or 404 */
  mustManage(workspace: WorkspaceRecord): void
}

/**
 * Creates the actor of a request.
 *
 * @param isBarred whether the credential does not give access to a workspace, whatever the account may do there
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
