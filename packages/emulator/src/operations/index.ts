import type { Operations } from '../core/operation.ts'
import * as bulk from './bulk.ts'
import * as files from './files.ts'
import * as packages from './packages.ts'
import { policies } from './policies.ts'
import { recycleBin } from './recycle-bin.ts'
import * as repositories from './repositories.ts'
import * as service from './service.ts'
import { uploads } from './uploads.ts'
import { upstreams } from './upstreams.ts'
import * as user from './user.ts'
import * as vulnerabilities from './vulnerabilities.ts'
import { webhooks } from './webhooks.ts'

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
}
