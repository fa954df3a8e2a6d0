import type { Shape } from '../core/fields.ts'
import type { OperationId } from '../core/operation.ts'
import { fileBodies } from './files.ts'
import { packageBodies } from './packages.ts'
import { policyBodies } from './policies.ts'
import { repositoryBodies } from './repositories.ts'
import { repositoryPartBodies } from './repository-parts.ts'
import { secondBodies } from './second.ts'
import { uploadBodies } from './uploads.ts'
import { upstreamBodies } from './upstreams.ts'
import { webhookBodies } from './webhooks.ts'
import { workspaceBodies } from './workspaces.ts'

/** What is checked of the bodies of requests, by operation id. */
export const bodies: { readonly [Id in OperationId]?: Shape } = {
  ...fileBodies,
  ...packageBodies,
  ...policyBodies,
  ...repositoryBodies,
  ...repositoryPartBodies,
  ...secondBodies,
  ...uploadBodies,
  ...upstreamBodies,
  ...webhookBodies,
  ...workspaceBodies,
}
