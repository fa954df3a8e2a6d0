import { dirname, join } from 'node:path'
import type { HoldStore } from '@cloudsmith-sdk/promotion/hold'

/** The file with paused edges, next to the pipeline, so that a pause is reviewed like any other change. */
export async function holdStoreOf(pipelinePath: string): Promise<HoldStore> {
  const { fileHolds } = await import('@cloudsmith-sdk/promotion/node')
  return fileHolds(join(dirname(pipelinePath), 'holds.json'))
}
