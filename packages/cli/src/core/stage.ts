import type { Pipeline, Stage } from '@cloudsmith-sdk/promotion'
import { UsageError } from './usage-error.ts'

/** Finds a stage by name. @throws {UsageError} there is none; the message lists the stages */
export function stageOf({ stages }: Pipeline, name: string): Stage {
  const stage = stages.find((each) => each.name === name)
  if (stage !== undefined) return stage
  throw new UsageError(
    `The pipeline has no stage ${JSON.stringify(name)}: choose one of ${stages.map((each) => each.name).join(', ')}.`,
  )
}
