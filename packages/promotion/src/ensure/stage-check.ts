import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Stage } from '../pipeline/pipeline.ts'
import type { Created, Difference } from './ensured.ts'

/** A stage that is being compared with the service, and the results so far. */
export interface StageCheck {
  readonly cloudsmith: Cloudsmith
  readonly owner: string
  readonly stage: Stage
  readonly dryRun: boolean
  readonly signal: AbortSignal | undefined
  /** What has been created, or would be. */
  readonly created: Created[]
  /** What has been found to differ. */
  readonly differs: Difference[]
}

/** A check without any results yet. */
export const beginCheck = (about: Omit<StageCheck, 'created' | 'differs'>): StageCheck => ({ ...about, created: [], differs: [] })
