import type { Pipeline, Stage } from '@cloudsmith-sdk/promotion'
import { UsageError } from './usage-error.ts'

/** The stage of a name. @throws {UsageError} there is none, with those that there are */
export function stageOf({ stages }: Pipeline, name: string): Stage {
  const stage = stages.find((each) => each.name === name)
  if (stage !== undefined) return stage
  throw new UsageError(`There is no stage ${JSON.stringify(name)}: there are ${stages.map((each) => each.name).join(', ')}.`)
}
