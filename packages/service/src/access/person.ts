import { type Role, roles } from '../core/roles.ts'

/** Whoever is at the other end of a request. */
export interface Person {
  /** What people call them. */
  readonly name: string
  /** Who vouches for them, and by what name. Left out where nobody does. */
  readonly issuer?: string | undefined
  readonly subject?: string | undefined
  /** As the issuer told. */
  readonly groups: readonly string[]
  readonly role: Role
}

/** What somebody wants to do: look; ask for promotions; decide about them; everything else. */
export type Right = 'view' | 'request' | 'approve' | 'administer'

/** The least that has a right. */
const least: Readonly<Record<Right, Role>> = { view: 'viewer', request: 'requester', approve: 'approver', administer: 'admin' }

/** Whether somebody may do something. */
export const may = ({ role }: Pick<Person, 'role'>, right: Right): boolean => roles.indexOf(role) >= roles.indexOf(least[right])
