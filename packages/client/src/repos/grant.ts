import type { CallOptions } from '../call.ts'
import { InvalidRequestError } from '../errors/base.ts'
import type { RepositoryPrivilege, RepositoryPrivilegeRequest, UserBrief } from '../generated/v1.ts'
import type { ReposPrivilegesMethods, UserMethods } from '../generated/v1-methods.ts'

/** Who is granted which privilege. */
export interface GrantPrivilegesParams {
  /** Slug of the workspace. */
  owner: string
  /** Slug of the repository. */
  repo: string
  /** One entry for each team, user or service account that is granted a privilege. */
  privileges: readonly RepositoryPrivilegeRequest[]
  /** Whether to keep or revoke the privileges of everyone else. The caller's own Admin privilege is always kept. Default: `keep`. */
  others?: 'keep' | 'revoke' | undefined
}

/** What `repos.privileges.grant` did. */
export interface GrantedPrivileges {
  /** Whether privileges were changed, or already as specified. */
  readonly action: 'updated' | 'unchanged'
  /** All explicit privileges as they are now. The service may still show the old ones for some seconds. */
  readonly privileges: readonly RepositoryPrivilege[]
}

/** @see ReposPrivilegesHelpers.grant */
export async function grantPrivileges(
  calls: ReposPrivilegesMethods,
  user: UserMethods,
  { owner, repo, privileges, others = 'keep' }: GrantPrivilegesParams,
  options: CallOptions = {},
): Promise<GrantedPrivileges> {
  const given = bySubject(privileges)
  const [self, present] = await Promise.all([user.self(options), calls.list({ owner, repo }, options).toArray()])
  const before = new Map(present.map((each) => [subjectOf(each), each]))
  const kept = others === 'keep' ? before : new Map<string, RepositoryPrivilege>()
  const wanted = new Map<string, RepositoryPrivilege>([...kept, ...given])
  const admin = others === 'revoke' || losesAdmins(before, wanted, self) ? adminOf(self, before, wanted) : undefined
  if (admin !== undefined) {
    given.set(subjectOf(admin), admin)
    wanted.set(subjectOf(admin), admin)
  }
  const after = [...wanted.values()]
  if (isSame(before, wanted)) return { action: 'unchanged', privileges: after }
  const body = { owner, repo, privileges: [...given.values()] }
  await (others === 'keep' ? calls.update(body, options) : calls.replace(body, options))
  return { action: 'updated', privileges: after }
}

type Entries = ReadonlyMap<string, RepositoryPrivilege>

/**
 * Whether the caller, or a team that the caller may belong to, is no longer Admin. The service does not report whether the caller is Admin through
 * a team, the default privilege or a role in the workspace.
 */
function losesAdmins(before: Entries, wanted: Entries, { slug }: UserBrief): boolean {
  return [...before].some(([subject, { privilege }]) => {
    const mayBeCaller = subject.startsWith('team ') || isOf(slug, subject)
    return mayBeCaller && privilege === 'Admin' && wanted.get(subject)?.privilege !== 'Admin'
  })
}

/**
 * The Admin entry without which the caller could be locked out; undefined if it already exists.
 *
 * @throws {InvalidRequestError} the caller would get a lower privilege than Admin, or the service does not say who the caller is
 */
function adminOf({ slug, email }: UserBrief, before: Entries, wanted: Entries): RepositoryPrivilegeRequest | undefined {
  if (slug === null)
    throw new InvalidRequestError(
      'The service does not say who the caller is, so the caller could be locked out: nothing was changed.',
    )
  const own = [...wanted].filter(([subject]) => isOf(slug, subject))
  if (own.some(([, { privilege }]) => privilege === 'Admin')) return undefined
  const [lowered] = own
  if (lowered !== undefined) {
    throw new InvalidRequestError(
      `${slug}, the owner of this credential, would have ${lowered[1].privilege} instead of Admin and could be locked out: nothing was changed. Grant Admin, or let another Admin do it.`,
    )
  }
  // Service accounts have no e-mail address, which is the only difference from users here.
  const isService = before.has(`service ${slug}`) || (email === null && !before.has(`user ${slug}`))
  return isService ? { service: slug, privilege: 'Admin' } : { user: slug, privilege: 'Admin' }
}

const isOf = (slug: string | null, subject: string): boolean => subject === `user ${slug}` || subject === `service ${slug}`

/** @throws {InvalidRequestError} two entries name the same team, user or service account */
function bySubject(privileges: readonly RepositoryPrivilegeRequest[]): Map<string, RepositoryPrivilegeRequest> {
  const entries = new Map(privileges.map((each) => [subjectOf(each), each]))
  if (entries.size < privileges.length)
    throw new InvalidRequestError('privileges has two entries for the same team, user or service account. Pass one for each.')
  return entries
}

function subjectOf({ team, user, service }: RepositoryPrivilege): string {
  return team !== undefined ? `team ${team}` : user !== undefined ? `user ${user}` : `service ${service}`
}

function isSame(before: Entries, after: Entries): boolean {
  return (
    before.size === after.size && [...after].every(([subject, { privilege }]) => before.get(subject)?.privilege === privilege)
  )
}
