import { all, field } from '@cloudsmith-sdk/client'
import { hasTag } from '../package/tags.ts'
import type { PackageRow } from '../repository/row.ts'
import type { RowRule } from '../repository/row-rule.ts'
import { ruleOf } from './package-filter.ts'
import type { Pipeline, Stage } from './pipeline.ts'

/** The packages of a stage, among those of its repository. */
export interface StageRows {
  /** What to ask the service for, so that fewer are read; undefined: everything. */
  readonly query: string | undefined
  /** Whether a row is of the stage, and one that the pipeline is about. What the query found has to be asked of again. */
  has(row: PackageRow): boolean
}

/** Which packages of a stage's repository are in the stage and are those that the pipeline is about. */
export function stageRows(pipeline: Pick<Pipeline, 'select'>, stage: StageTag): StageRows {
  const rules = [ruleOfStage(stage), ruleOfPipeline(pipeline)]
  const queries = rules.flatMap(({ query }) => query ?? [])
  return {
    query: all(...queries) || undefined,
    has: (row) => rules.every((rule) => rule.whyNot(row) === undefined),
  }
}

/** What of a stage tells its packages. */
export type StageTag = Pick<Stage, 'name' | 'shared' | 'tag'>

/** Whether a package of a stage's repository is in the stage: where several stages share one, its tag tells. */
export const isInStage = ({ shared, tag }: Pick<StageTag, 'shared' | 'tag'>, row: Pick<PackageRow, 'tags'>): boolean =>
  !shared || hasTag(row, tag)

/** As {@link isInStage}, as a rule. */
export const ruleOfStage = (stage: StageTag): RowRule => ({
  query: stage.shared && stage.tag !== undefined ? field.tag(stage.tag) : undefined,
  whyNot: (row) => (isInStage(stage, row) ? undefined : `it is not in ${stage.name}, because it lacks the tag ${stage.tag}`),
})

/** Whether a package is one that the pipeline is about. */
export const ruleOfPipeline = ({ select }: Pick<Pipeline, 'select'>): RowRule =>
  select === undefined ? { query: undefined, whyNot: () => undefined } : ruleOf(select)
