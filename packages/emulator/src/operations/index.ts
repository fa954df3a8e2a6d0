import type { Operations } from '../core/operation.ts'
import * as bulk from './bulk.ts'
import * as files from './files.ts'
import * as packages from './packages.ts'
import { policies } from './policies.ts'
import { recycleBin } from './recycle-bin.ts'
import * as repositories from './repositories.ts'
import { connections } from './repository/connections.ts'
import { entitlements } from './repository/entitlements.ts'
import * as geoip from './repository/geoip.ts'
import * as presentation from './repository/presentation.ts'
import { signingKeys } from './repository/signing-keys.ts'
import { epmActions } from './second/actions.ts'
import { decisions } from './second/decisions.ts'
import { metadata } from './second/metadata.ts'
import { epmPolicies } from './second/policies.ts'
import * as service from './service.ts'
import { uploads } from './uploads.ts'
import { upstreams } from './upstreams.ts'
import * as user from './user.ts'
import * as vulnerabilities from './vulnerabilities.ts'
import { webhooks } from './webhooks.ts'
import { apiKeyRules } from './workspace/api-key-rules.ts'
import * as audit from './workspace/audit.ts'
import { invites } from './workspace/invites.ts'
import * as members from './workspace/members.ts'
import { openid } from './workspace/openid.ts'
import { services } from './workspace/services.ts'
import { workspaceSettings } from './workspace/settings.ts'
import { teams } from './workspace/teams.ts'
import * as usage from './workspace/usage.ts'
import * as workspaces from './workspace/workspaces.ts'

/** Everything that is emulated, by operation id. */
export const operations: Operations = {
  ...bulk,
  ...files,
  ...packages,
  ...policies,
  ...recycleBin,
  ...repositories,
  ...service,
  ...uploads,
  ...upstreams,
  ...user,
  ...vulnerabilities,
  ...webhooks,
  ...apiKeyRules,
  ...audit,
  ...connections,
  ...decisions,
  ...entitlements,
  ...epmActions,
  ...epmPolicies,
  ...geoip,
  ...invites,
  ...members,
  ...metadata,
  ...openid,
  ...presentation,
  ...services,
  ...signingKeys,
  ...teams,
  ...usage,
  ...workspaces,
  ...workspaceSettings,
}
