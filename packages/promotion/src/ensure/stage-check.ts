import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Stage } from '../pipeline/pipeline.ts'
import type { Created, Difference } from './ensured.ts'

/** A stage that is compared with what the service has, and what came of it so far. */
export interface StageCheck {
  readonly cloudsmith: Cloudsmith
  readonly owner: string
  readonly stage: Stage
  readonly dryRun: boolean
  readonly signal: AbortSignal | undefined
  /** What was, or would be, created so far. */
  readonly created: Created[]
  /** What was found to differ so far. */
  readonly differs: Difference[]
}

/** A check of which nothing has come yet. */
export const beginCheck = (about: Omit<StageCheck, 'created' | 'differs'>): StageCheck => ({ ...about, created: [], differs: [] })
