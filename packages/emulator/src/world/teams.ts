import type { TeamRequest } from '../generated/v1.ts'
import { accounts } from './account.ts'
import { workspacePart } from './parts.ts'
import { changing, map, type Of, record, settings, store, text, words } from './shapes/index.ts'

/** What somebody can be in a team. */
export const teamRoles = ['Manager', 'Member'] as const

/** @see teamRoles */
export type TeamRole = (typeof teamRoles)[number]

/** What a team is like where nobody says. */
export const teamDefaults: Required<TeamRequest> = { name: '', slug: '', description: null, visibility: 'Visible' }

const team = record({
  slugPerm: text,
  settings: changing(settings('orgs_teams_create', teamDefaults)),
  members: map(accounts, words(...teamRoles)),
})

/** A team, which may have privileges in repositories. */
export type TeamRecord = Of<typeof team>

/** The teams of a workspace. What somebody may do depends on them, so they stand beside the accounts. */
export const teamsOf = workspacePart('teams', { shape: store(team) })
