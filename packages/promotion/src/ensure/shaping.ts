import { ApiError, type Cloudsmith, ConnectionError } from '@cloudsmith-sdk/client'
import type { Stage } from '../pipeline/pipeline.ts'
import type { Created, Difference } from './ensured.ts'

/** A stage that is brought to its shape. */
export interface Shaping {
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

/** A stage of which nothing was looked at yet. */
export const shaping = (about: Omit<Shaping, 'created' | 'differs'>): Shaping => ({ ...about, created: [], differs: [] })

/**
 * Creates something. What the service refuses, or answers nothing to, is looked for: another caller, or an attempt whose answer was lost,
 * may have created it.
 *
 * @returns undefined where it was created; else what was found
 * @throws why it was not created, where nothing is found
 */
export async function createOrFind<Found>(
  create: () => Promise<unknown>,
  find: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  try {
    await create()
    return undefined
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof ConnectionError)) throw error
    const found = await find()
    if (found === undefined) throw error
    return found
  }
}
