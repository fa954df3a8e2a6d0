import type { Area } from '../../operation/area.ts'
import { teamsOf } from '../../world/teams.ts'
import { inviteOperations } from './invites.ts'
import * as members from './members.ts'
import { invitesOf, samlOf, servicesOf } from './records.ts'
import { samlOperations } from './saml.ts'
import { serviceOperations } from './services.ts'
import { teamOperations } from './teams.ts'

/** The people in a workspace: members, teams, services, invitations, and how they sign in. */
export const people: Area = {
  title: 'members, invitations, teams, services, SAML',
  limits:
    'no mail is sent, and invitations cannot be accepted; team managers have no special rights; SAML settings have no effect',
  operations: [members, inviteOperations, teamOperations, serviceOperations, samlOperations],
  parts: [teamsOf, invitesOf, servicesOf, samlOf],
}
