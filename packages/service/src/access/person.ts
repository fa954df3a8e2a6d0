import { type Role, roles } from '../core/roles.ts'

/** The person who sends a request. */
export interface Person {
  /** Display name. */
  readonly name: string
  /** The issuer that verified them, and their subject there; absent if nobody did. */
  readonly issuer?: string | undefined
  readonly subject?: string | undefined
  /** Their groups, as the issuer reported them. */
  readonly groups: readonly string[]
  readonly role: Role
}

/** A right: to view everything, to request promotions, to decide about them, to administer the service. */
export type Right = 'view' | 'request' | 'approve' | 'administer'

/** The lowest role with each right. */
const least: Readonly<Record<Right, Role>> = { view: 'viewer', request: 'requester', approve: 'approver', administer: 'admin' }

/** Whether somebody has a right. */
export const may = ({ role }: Pick<Person, 'role'>, right: Right): boolean => roles.indexOf(role) >= roles.indexOf(least[right])
