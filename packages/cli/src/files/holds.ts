import { dirname, join } from 'node:path'
import type { HoldStore } from '@cloudsmith-sdk/promotion/hold'

/** Where paused edges are written down: beside the pipeline, so that a pause is reviewed and seen like every other change. */
export async function holdStoreOf(pipelinePath: string): Promise<HoldStore> {
  const { fileHolds } = await import('@cloudsmith-sdk/promotion/node')
  return fileHolds(join(dirname(pipelinePath), 'holds.json'))
}
