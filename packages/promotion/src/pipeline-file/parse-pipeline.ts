import * as v from 'valibot'
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { complete } from '../pipeline/define-pipeline.ts'
import { flawsOf } from '../pipeline/flaws.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { type FieldPath, type Flaw, fieldOf, PipelineError } from '../pipeline/pipeline-error.ts'
import { namedGates } from './named-gates.ts'
import { pipelineSchema } from './schema.ts'

/** Options of {@link parsePipeline}. */
export interface ParseOptions {
  /** Name of the file, for messages. Default: `pipeline`. */
  source?: string | undefined
}

/**
 * Reads a pipeline from YAML or JSON. Editors learn its fields from `pipeline.schema.json` in this package.
 *
 * @throws {PipelineError} with every problem, its line and field
 */
export function parsePipeline(text: string, { source }: ParseOptions = {}): Pipeline {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos: [offset] }) => ({ field: '', message, ...at(offset) }))
    throw new PipelineError(problems, source)
  }
  const result = read(plain(document))
  if ('stages' in result) return result
  const problems = result.map(({ path, message }) => ({ field: fieldOf(path), message, ...at(offsetOf(document, path)) }))
  throw new PipelineError(problems, source)
}

/** The value, or undefined where an alias leads nowhere or too far. */
function plain(document: Document): unknown {
  try {
    return document.toJS()
  } catch {
    return undefined
  }
}

/** The pipeline, or all that is wrong with it. */
function read(value: unknown): Pipeline | readonly Flaw[] {
  const checked = v.safeParse(pipelineSchema, value)
  if (!checked.success) return checked.issues.map(flawOf)
  const flaws: Flaw[] = []
  const stages = checked.output.stages.map((stage, index) => ({
    ...stage,
    gates: namedGates(stage.gates ?? {}, ['stages', index, 'gates'], flaws),
  }))
  const edges = checked.output.edges?.map(({ gates, ...edge }, index) => ({
    ...edge,
    ...(gates === undefined ? {} : { gates: namedGates(gates, ['edges', index, 'gates'], flaws) }),
  }))
  const pipeline = complete({ ...checked.output, stages, edges })
  flaws.push(...flawsOf(pipeline))
  return flaws.length === 0 ? pipeline : flaws
}

function flawOf({ type, message, received, path }: v.BaseIssue<unknown>): Flaw {
  const keys: FieldPath = (path ?? []).map(({ key }) => key as string | number)
  if (type === 'strict_object' && path?.at(-1)?.origin === 'key') {
    return { path: keys, message: received === 'undefined' ? 'is missing' : 'there is no such field' }
  }
  return { path: keys, message: message.replace(/^Invalid \w+: E/, 'e') }
}

/** Where the field stands in the text; where it is missing, the nearest thing around it that is there. */
function offsetOf(document: Document, path: FieldPath): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}
