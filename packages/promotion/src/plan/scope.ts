import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { type Destination, edgeOf } from '../pipeline/edge-of.ts'
import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import { ruleOfPipeline, ruleOfStage } from '../pipeline/stage-rows.ts'
import { openRepository, type RepositoryReader } from '../repository/repository.ts'
import { setOf } from '../repository/select.ts'
import type { SelectRules } from '../repository/select-rules.ts'
import { type SubjectOf, subjectsUnder } from './digest.ts'
import type { PlanOptions } from './options.ts'
import type { PlanDependencies, PlanHead } from './plan.ts'
import { rulesOf } from './rules.ts'

/** What all parts of planning share: the edge, the rules, and the repositories to read. */
export interface Scope {
  readonly cloudsmith: Cloudsmith
  readonly pipeline: Pipeline
  readonly options: PlanOptions
  readonly now: Date
  readonly signal: AbortSignal | undefined
  readonly from: Stage
  readonly to: Destination
  readonly source: RepositoryReader
  readonly destination: RepositoryReader
  readonly rules: SelectRules
  readonly head: PlanHead
  readonly subjectOf: SubjectOf
  /** How dependencies are handled; undefined if they are not checked. */
  readonly dependencies: PlanDependencies | undefined
}

/** @throws {PipelineError} the pipeline has no such edge */
export async function openScope(cloudsmith: Cloudsmith, pipeline: Pipeline, options: PlanOptions): Promise<Scope> {
  const { source: from, destination: to } = edgeOf(pipeline, options.from, options.to, options.edge)
  const { owner } = pipeline
  const { signal } = options
  const set = setOf(options.select)
  const head: PlanHead = {
    ...{ owner, from: from.name, to: to.name, edge: to.edge, source: from.repository, destination: to.repository },
    ...{ action: to.action, tag: to.tag ?? null, set },
    rules: rulesOf(pipeline, to, options.changed ?? (set === null ? 'leave out' : 'refuse')),
  }
  const source = openRepository(cloudsmith, { owner, repo: from.repository }, { signal })
  return {
    ...{ cloudsmith, pipeline, options, signal, from, to, source, head },
    now: options.now ?? new Date(cloudsmith.clock.now()),
    // Within one repository, both sides are the same.
    destination: to.action === 'tag' ? source : openRepository(cloudsmith, { owner, repo: to.repository }, { signal }),
    rules: { stage: ruleOfStage(from), pipeline: ruleOfPipeline(pipeline) },
    subjectOf: subjectsUnder(head),
    dependencies: dependenciesOf(options),
  }
}

const dependenciesOf = ({
  dependencies: take,
  missingDependencies,
  alsoDependencies = [],
}: PlanOptions): PlanDependencies | undefined =>
  take && {
    take,
    also: [...new Set(alsoDependencies)].toSorted(),
    missing: missingDependencies ?? (take === 'closure' ? 'block' : 'tell'),
  }
