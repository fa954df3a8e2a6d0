import { createStore } from '../core/store.ts'
import type { TeamRequest } from '../generated/v1.ts'
import type { Account } from './account.ts'
import { workspacePart } from './parts.ts'

/** What somebody is in a team. */
export type TeamRole = 'Manager' | 'Member'

/** A team, which may have privileges in repositories. */
export interface TeamRecord {
  readonly slugPerm: string
  settings: Required<TeamRequest>
  readonly members: Map<Account, TeamRole>
}

/** The teams of a workspace. What somebody may do depends on them, so they stand beside the accounts. */
export const teamsOf = workspacePart('teams', () => createStore<TeamRecord>())
