import { secondBodies } from '../areas/enterprise-policies/bodies.ts'
import { repositoryPartBodies } from '../areas/entitlements/bodies.ts'
import { packageBodies } from '../areas/packages/bodies.ts'
import { workspaceBodies } from '../areas/people/bodies.ts'
import { policyBodies } from '../areas/policies/bodies.ts'
import { repositoryBodies } from '../areas/repositories/bodies.ts'
import { fileBodies } from '../areas/uploads/file-bodies.ts'
import { uploadBodies } from '../areas/uploads/upload-bodies.ts'
import { upstreamBodies } from '../areas/upstreams/bodies.ts'
import { webhookBodies } from '../areas/webhooks/bodies.ts'
import type { Shape } from '../core/fields.ts'
import type { OperationId } from '../operation/operation.ts'

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
