import { apiKeys } from './areas/api-keys/index.ts'
import { audit } from './areas/audit/index.ts'
import { badges } from './areas/badges/index.ts'
import { connected } from './areas/connected/index.ts'
import { domains } from './areas/domains/index.ts'
import { enterprisePolicies } from './areas/enterprise-policies/index.ts'
import { entitlements } from './areas/entitlements/index.ts'
import { geoip } from './areas/geoip/index.ts'
import { metadata } from './areas/metadata/index.ts'
import { native } from './areas/native/index.ts'
import { openid } from './areas/openid/index.ts'
import { packages } from './areas/packages/index.ts'
import { people } from './areas/people/index.ts'
import { policies } from './areas/policies/index.ts'
import { recycleBin } from './areas/recycle-bin/index.ts'
import { repositories } from './areas/repositories/index.ts'
import { retention } from './areas/retention/index.ts'
import { scans } from './areas/scans/index.ts'
import { service } from './areas/service/index.ts'
import { signingKeys } from './areas/signing-keys/index.ts'
import { synchronisation } from './areas/synchronisation/index.ts'
import { uploads } from './areas/uploads/index.ts'
import { upstreams } from './areas/upstreams/index.ts'
import { usage } from './areas/usage/index.ts'
import { users } from './areas/users/index.ts'
import { webhooks } from './areas/webhooks/index.ts'
import { workspaces } from './areas/workspaces/index.ts'
import type { Area } from './operation/area.ts'
import type { Operations } from './operation/operation.ts'

/** All emulated areas. Order matters: webhooks hear of an event before enterprise policies act on it. */
export const areas: readonly Area[] = [
  packages,
  synchronisation,
  scans,
  repositories,
  policies,
  webhooks,
  enterprisePolicies,
  apiKeys,
  audit,
  badges,
  connected,
  domains,
  entitlements,
  geoip,
  metadata,
  native,
  openid,
  people,
  recycleBin,
  retention,
  service,
  signingKeys,
  uploads,
  upstreams,
  usage,
  users,
  workspaces,
]

/** All emulated operations, by operation id. */
export const operations: Operations = Object.assign({}, ...areas.flatMap((area) => area.operations ?? []))
