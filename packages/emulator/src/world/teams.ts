import { createStore } from '../core/store.ts'
import type { TeamRequest } from '../generated/v1.ts'
import type { Account } from './account.ts'
import { workspacePart } from './parts.ts'
import { accounts, map, record, settings, store, text, words } from './shapes/index.ts'

/** What somebody can be in a team. */
export const teamRoles = ['Manager', 'Member'] as const

/** @see teamRoles */
export type TeamRole = (typeof teamRoles)[number]

/** A team, which may have privileges in repositories. */
export interface TeamRecord {
  readonly slugPerm: string
  settings: Required<TeamRequest>
  readonly members: Map<Account, TeamRole>
}

/** What a team is like where nobody says. */
export const teamDefaults: TeamRecord['settings'] = { name: '', slug: '', description: null, visibility: 'Visible' }

const team = record<TeamRecord>({
  slugPerm: text,
  settings: settings('orgs_teams_create', teamDefaults),
  members: map(accounts, words(...teamRoles)),
})

/** The teams of a workspace. What somebody may do depends on them, so they stand beside the accounts. */
export const teamsOf = workspacePart('teams', () => createStore<TeamRecord>(), { shape: store(team) })
