import type { Trust } from '@cloudsmith-sdk/promotion'
import type { HoldStore } from '@cloudsmith-sdk/promotion/hold'
import { approvalsFolder, type Decided, readApprovals } from './approvals.ts'
import { holdStoreOf } from './holds.ts'
import { readTrust } from './trust.ts'

/** All that people have decided beside a pipeline, and whose word counts: what plans and runs go by. */
export async function decidedBeside(pipelinePath: string): Promise<Decided & { trust: Trust; holdStore: HoldStore }> {
  const [decided, trust, holdStore] = await Promise.all([
    readApprovals(approvalsFolder(pipelinePath)),
    readTrust(pipelinePath),
    holdStoreOf(pipelinePath),
  ])
  return { ...decided, trust, holdStore }
}
