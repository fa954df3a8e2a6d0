import { type Role, roles } from '../core/roles.ts'
import type { SignInSettings } from '../settings/sign-in.ts'

/** What somebody in some groups is: the highest of their roles. Undefined: nobody who may come in. */
export const roleIn = (
  groups: readonly string[],
  { roles: given, everybody }: Pick<SignInSettings, 'roles' | 'everybody'>,
): Role | undefined => roles.findLast((role) => role === everybody || given[role].some((group) => groups.includes(group)))
