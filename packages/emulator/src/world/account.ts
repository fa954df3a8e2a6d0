/** What a caller may do in a repository, the most first; each includes the next. */
export const privileges = ['Admin', 'Write', 'Read', 'None'] as const

/** @see privileges */
export type Privilege = (typeof privileges)[number]

/** What somebody can be in a workspace. */
export const roles = ['Owner', 'Manager', 'Member', 'Collaborator'] as const

/** A user or service of the service. */
export interface Account {
  readonly slug: string
  readonly slugPerm: string
  readonly kind: 'User' | 'Service'
  name: string
  readonly email: string
  readonly joinedAt: number
  /** API keys by their `slug_perm`. */
  readonly keys: Map<string, { key: string; createdAt: number }>
}

/** An account in a workspace. */
export interface Member {
  readonly account: Account
  /** Owners and managers may do everything in every repository. */
  role: (typeof roles)[number]
  /** What the account may do in every repository of the workspace, beside the repository's own privileges. */
  readonly privilege: Privilege
  readonly joinedAt: number
  visibility: 'Public' | 'Private'
}

/** The greater of two privileges. */
export function greater(a: Privilege, b: Privilege): Privilege {
  return privileges.indexOf(a) <= privileges.indexOf(b) ? a : b
}

/** Whether a privilege includes another. */
export function includes(has: Privilege, needs: Privilege): boolean {
  return privileges.indexOf(has) <= privileges.indexOf(needs)
}
