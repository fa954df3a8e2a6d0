import type { Trust } from '@cloudsmith-sdk/promotion'
import type { HoldStore } from '@cloudsmith-sdk/promotion/hold'
import { approvalsFolder, type Decided, readApprovals } from './approvals.ts'
import { holdStoreOf } from './holds.ts'
import { readTrust } from './trust.ts'

/** Reads all decisions next to a pipeline, and who is trusted for them: what plans and runs take into account. */
export async function decidedBeside(pipelinePath: string): Promise<Decided & { trust: Trust; holdStore: HoldStore }> {
  const [decided, trust, holdStore] = await Promise.all([
    readApprovals(approvalsFolder(pipelinePath)),
    readTrust(pipelinePath),
    holdStoreOf(pipelinePath),
  ])
  return { ...decided, trust, holdStore }
}
