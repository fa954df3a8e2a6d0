import { openDocument, type ReadOptions } from '../documents/document-reader.ts'
import { examine } from '../documents/flaws-of.ts'
import { complete } from '../pipeline/define-pipeline.ts'
import { flawsOf } from '../pipeline/flaws.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { PipelineError } from '../pipeline/pipeline-error.ts'
import type { Flaw } from '../repository/document-error.ts'
import { flawOfKind } from '../repository/require-kind.ts'
import { namedGates } from './named-gates.ts'
import { openOtherFiles, type ReadFile } from './other-files.ts'
import { type OwnGates, requireFree } from './own-gates.ts'
import { pipelineKind, pipelineSchemaWith } from './schema.ts'

/** Options of {@link parsePipeline}. */
export interface ParseOptions extends ReadOptions {
  /**
   * Custom gates, by name: `{ jira: ({ project }) => custom('jira', …) }` lets a file say `gates: { jira: { project: ABC } }`. Give each an
   * `identity`, or plans cannot be stored. Default: none.
   */
  gates?: OwnGates | undefined
  /** Reads the files that `waivers` and `people` refer to. Default: a reference to a file is an error. */
  read?: ReadFile | undefined
}

/**
 * Reads a pipeline from YAML or JSON. Editors check and complete its fields with `schemas/pipeline.schema.json` of this package. `kind` and
 * `version` may be omitted, because these files are written by hand.
 *
 * @throws {PipelineError} with every problem, its line and field
 */
export function parsePipeline(text: string, { source, ...options }: ParseOptions = {}): Pipeline {
  const { value, problems, problemsOf } = openDocument(text)
  if (problems.length > 0) throw new PipelineError(problems, source)
  const result = read(value, options)
  if ('stages' in result) return result
  throw new PipelineError(problemsOf(result), source)
}

/** The pipeline, or everything that is wrong with it. */
function read(
  value: unknown,
  { gates: own = {}, read: readFile }: Pick<ParseOptions, 'gates' | 'read'>,
): Pipeline | readonly Flaw[] {
  requireFree(own)
  const other = flawOfKind(withKind(value), { kind: pipelineKind, version: 1 })
  if (other !== undefined) return [other]
  const examined = examine(pipelineSchemaWith(Object.keys(own)), value)
  if ('flaws' in examined) return examined.flaws
  const { kind: _, version: __, people: peopleSaid, waivers: waiversSaid, ...said } = examined.output
  const flaws: Flaw[] = []
  const files = openOtherFiles(readFile, flaws)
  const people = typeof peopleSaid === 'string' ? files.people(peopleSaid, ['people']) : peopleSaid
  const { file, maxLife } = typeof waiversSaid === 'string' ? { file: waiversSaid, maxLife: undefined } : (waiversSaid ?? {})
  const given =
    file === undefined ? undefined : files.waivers(file, typeof waiversSaid === 'string' ? ['waivers'] : ['waivers', 'file'])
  const stages = said.stages.map((stage, index) => ({
    ...stage,
    gates: namedGates(stage.gates ?? {}, own, ['stages', index, 'gates'], flaws),
  }))
  const edges = said.edges?.map(({ gates, ...edge }, index) => ({
    ...edge,
    ...(gates === undefined ? {} : { gates: namedGates(gates, own, ['edges', index, 'gates'], flaws) }),
  }))
  const pipeline = complete({ ...said, stages, edges, people, waivers: { maxLife, given } })
  flaws.push(...flawsOf(pipeline))
  return flaws.length === 0 ? pipeline : flaws
}

/** A file that does not state its kind is taken for a pipeline of version 1. */
const withKind = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { kind: pipelineKind, version: 1, ...value } : value
