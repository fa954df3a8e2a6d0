import { changing, kind, map, moment, type Of, record, text, words } from './shapes/index.ts'

/** What a caller may do in a repository, the most first; each includes the next. */
export const privileges = ['Admin', 'Write', 'Read', 'None'] as const

/** @see privileges */
export type Privilege = (typeof privileges)[number]

/** What somebody can be in a workspace. */
export const roles = ['Owner', 'Manager', 'Member', 'Collaborator'] as const

/** Users and services of the service. */
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

/** One of them. */
export type Account = Of<typeof accounts>

/** What an account is in a workspace. */
export const members = record({
  account: accounts,
  /** Owners and managers may do everything in every repository. */
  role: changing(words(...roles)),
  /** What the account may do in every repository of the workspace, beside the repository's own privileges. */
  privilege: words(...privileges),
  joinedAt: moment,
  visibility: changing(words('Public', 'Private')),
})

/** An account in a workspace. */
export type Member = Of<typeof members>

/** The greater of two privileges. */
export function greater(a: Privilege, b: Privilege): Privilege {
  return privileges.indexOf(a) <= privileges.indexOf(b) ? a : b
}

/** Whether a privilege includes another. */
export function includes(has: Privilege, needs: Privilege): boolean {
  return privileges.indexOf(has) <= privileges.indexOf(needs)
}
