import { openDocument, type ReadOptions } from '../documents/document-reader.ts'
import { examine } from '../documents/flaws-of.ts'
import { complete } from '../pipeline/define-pipeline.ts'
import { flawsOf } from '../pipeline/flaws.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { PipelineError } from '../pipeline/pipeline-error.ts'
import type { Flaw } from '../repository/document-error.ts'
import { flawOfKind } from '../repository/require-kind.ts'
import { namedGates } from './named-gates.ts'
import { pipelineKind, pipelineSchema } from './schema.ts'

/**
 * Reads a pipeline from YAML or JSON. Editors learn its fields from `schemas/pipeline.schema.json` in this package. People write it, so `kind` and
 * `version` may be left out.
 *
 * @throws {PipelineError} with every problem, its line and field
 */
export function parsePipeline(text: string, { source }: ReadOptions = {}): Pipeline {
  const { value, problems, problemsOf } = openDocument(text)
  if (problems.length > 0) throw new PipelineError(problems, source)
  const result = read(value)
  if ('stages' in result) return result
  throw new PipelineError(problemsOf(result), source)
}

/** The pipeline, or all that is wrong with it. */
function read(value: unknown): Pipeline | readonly Flaw[] {
  const other = flawOfKind(withKind(value), { kind: pipelineKind, version: 1 })
  if (other !== undefined) return [other]
  const examined = examine(pipelineSchema, value)
  if ('flaws' in examined) return examined.flaws
  const { kind: _, version: __, ...said } = examined.output
  const flaws: Flaw[] = []
  const stages = said.stages.map((stage, index) => ({
    ...stage,
    gates: namedGates(stage.gates ?? {}, ['stages', index, 'gates'], flaws),
  }))
  const edges = said.edges?.map(({ gates, ...edge }, index) => ({
    ...edge,
    ...(gates === undefined ? {} : { gates: namedGates(gates, ['edges', index, 'gates'], flaws) }),
  }))
  const pipeline = complete({ ...said, stages, edges })
  flaws.push(...flawsOf(pipeline))
  return flaws.length === 0 ? pipeline : flaws
}

/** What does not say what it is, is taken for a pipeline of the first version. */
const withKind = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { kind: pipelineKind, version: 1, ...value } : value
