import { apiKeyRules } from '../areas/api-keys/operations.ts'
import * as audit from '../areas/audit/operations.ts'
import * as presentation from '../areas/badges/operations.ts'
import { connections } from '../areas/connected/operations.ts'
import { epmActions } from '../areas/enterprise-policies/actions.ts'
import { decisions } from '../areas/enterprise-policies/decisions.ts'
import { epmPolicies } from '../areas/enterprise-policies/operations.ts'
import { entitlements } from '../areas/entitlements/operations.ts'
import * as geoip from '../areas/geoip/operations.ts'
import { metadata } from '../areas/metadata/operations.ts'
import { openid } from '../areas/openid/operations.ts'
import * as bulk from '../areas/packages/bulk.ts'
import * as packages from '../areas/packages/operations.ts'
import { invites } from '../areas/people/invites.ts'
import * as members from '../areas/people/members.ts'
import { workspaceSettings } from '../areas/people/saml.ts'
import { services } from '../areas/people/services.ts'
import { teams } from '../areas/people/teams.ts'
import { policies } from '../areas/policies/operations.ts'
import { recycleBin } from '../areas/recycle-bin/operations.ts'
import * as repositories from '../areas/repositories/operations.ts'
import * as vulnerabilities from '../areas/scans/operations.ts'
import * as service from '../areas/service/operations.ts'
import { signingKeys } from '../areas/signing-keys/operations.ts'
import * as files from '../areas/uploads/files.ts'
import { uploads } from '../areas/uploads/uploads.ts'
import { upstreams } from '../areas/upstreams/operations.ts'
import * as usage from '../areas/usage/operations.ts'
import * as user from '../areas/users/operations.ts'
import { webhooks } from '../areas/webhooks/operations.ts'
import * as workspaces from '../areas/workspaces/operations.ts'
import type { Operations } from '../operation/operation.ts'

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
