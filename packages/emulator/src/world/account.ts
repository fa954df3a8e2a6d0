import { changing, kind, map, moment, type Of, record, text, words } from './shapes/index.ts'

/** What a caller may do in a repository, the most first; each privilege includes the following ones. */
export const privileges = ['Admin', 'Write', 'Read', 'None'] as const

/** One of {@link privileges}. */
export type Privilege = (typeof privileges)[number]

/** The roles in a workspace. */
export const roles = ['Owner', 'Manager', 'Member', 'Collaborator'] as const

/** Users and service accounts. */
export const accounts = kind('account', () =>
  record({
    slug: text,
    slugPerm: text,
    kind: words('User', 'Service'),
    name: changing(text),
    email: text,
    joinedAt: moment,
    /** API keys by their `slug_perm`. */
    keys: map(text, record({ key: text, createdAt: moment })),
  }),
)

/** A user or a service account. */
export type Account = Of<typeof accounts>

/** The membership of an account in a workspace. */
export const members = record({
  account: accounts,
  /** Owners and managers may do everything in every repository. */
  role: changing(words(...roles)),
  /** What the account may do in every repository of the workspace, in addition to the privileges of each repository. */
  privilege: words(...privileges),
  joinedAt: moment,
  visibility: changing(words('Public', 'Private')),
})

/** An account's membership in a workspace. */
export type Member = Of<typeof members>

/** The greater of two privileges. */
export function greater(a: Privilege, b: Privilege): Privilege {
  return privileges.indexOf(a) <= privileges.indexOf(b) ? a : b
}

/** Whether a privilege includes another. */
export function includes(has: Privilege, needs: Privilege): boolean {
  return privileges.indexOf(has) <= privileges.indexOf(needs)
}
