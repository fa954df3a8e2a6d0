import type { TeamRequest } from '../generated/v1.ts'
import { accounts } from './account.ts'
import { workspacePart } from './parts.ts'
import { changing, map, type Of, record, settings, store, text, words } from './shapes/index.ts'

/** The roles in a team. */
export const teamRoles = ['Manager', 'Member'] as const

/** One of {@link teamRoles}. */
export type TeamRole = (typeof teamRoles)[number]

/** The default settings of a team. */
export const teamDefaults: Required<TeamRequest> = { name: '', slug: '', description: null, visibility: 'Visible' }

const team = record({
  slugPerm: text,
  settings: changing(settings('orgs_teams_create', teamDefaults)),
  members: map(accounts, words(...teamRoles)),
})

/** A team, which may have privileges in repositories. */
export type TeamRecord = Of<typeof team>

/** The teams of a workspace. They are next to the accounts because permissions depend on both. */
export const teamsOf = workspacePart('teams', { shape: store(team) })
