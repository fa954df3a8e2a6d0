import { all, field } from '@cloudsmith-sdk/client'
import { hasTag } from '../package/tags.ts'
import type { PackageRow } from '../repository/row.ts'
import type { RowRule } from '../repository/row-rule.ts'
import { ruleOf } from './package-filter.ts'
import type { Pipeline, Stage } from './pipeline.ts'

/** Finds the packages of a stage among those of its repository. */
export interface StageRows {
  /** The query that narrows down the rows to read; undefined: everything. */
  readonly query: string | undefined
  /** Whether a row is in the stage and covered by the pipeline. The query may return too much, so check every row. */
  has(row: PackageRow): boolean
}

/** Finds the packages of a stage's repository that are in the stage and covered by the pipeline. */
export function stageRows(pipeline: Pick<Pipeline, 'select'>, stage: StageTag): StageRows {
  const rules = [ruleOfStage(stage), ruleOfPipeline(pipeline)]
  const queries = rules.flatMap(({ query }) => query ?? [])
  return {
    query: all(...queries) || undefined,
    has: (row) => rules.every((rule) => rule.whyNot(row) === undefined),
  }
}

/** What decides which packages are in a stage. */
export type StageTag = Pick<Stage, 'name' | 'shared' | 'tag'>

/** Whether a package of a stage's repository is in the stage: if several stages share the repository, the tag decides. */
export const isInStage = ({ shared, tag }: Pick<StageTag, 'shared' | 'tag'>, row: Pick<PackageRow, 'tags'>): boolean =>
  !shared || hasTag(row, tag)

/** {@link isInStage} as a rule. */
export const ruleOfStage = (stage: StageTag): RowRule => ({
  query: stage.shared && stage.tag !== undefined ? field.tag(stage.tag) : undefined,
  whyNot: (row) => (isInStage(stage, row) ? undefined : `it is not in ${stage.name}, because it lacks the tag ${stage.tag}`),
})

/** Whether the pipeline covers a package, as a rule. */
export const ruleOfPipeline = ({ select }: Pick<Pipeline, 'select'>): RowRule =>
  select === undefined ? { query: undefined, whyNot: () => undefined } : ruleOf(select)
