import { type Role, roles } from '../core/roles.ts'
import type { SignInSettings } from '../settings/sign-in.ts'

/** The highest role that a person has through their groups; undefined if they have no access. */
export const roleIn = (
  groups: readonly string[],
  { roles: given, everybody }: Pick<SignInSettings, 'roles' | 'everybody'>,
): Role | undefined => roles.findLast((role) => role === everybody || given[role].some((group) => groups.includes(group)))
