import { CloudsmithError } from '@cloudsmith-sdk/client'

/** Keys and indexes that lead to a field. */
export type FieldPath = readonly (string | number)[]

/** Something wrong with a definition, and where. */
export interface PipelineProblem {
  /** Such as `stages[1].gates.max-severity.critical`; empty for the whole. */
  readonly field: string
  readonly message: string
  /** From 1; undefined for a definition that is no text. */
  readonly line: number | undefined
  readonly column: number | undefined
}

/** A pipeline that makes no sense, or a step that it does not have. Nothing was sent. */
export class PipelineError extends CloudsmithError {
  static override readonly kind: string = 'PipelineError'

  readonly problems: readonly PipelineProblem[]

  /** @param source name of the file, for the message */
  constructor(problems: readonly PipelineProblem[], source = 'pipeline') {
    super(problems.map((problem) => lineOf(problem, source)).join('\n'))
    this.problems = problems
  }
}

function lineOf({ field, message, line, column }: PipelineProblem, source: string): string {
  const place = line === undefined ? source : `${source}:${line}:${column}`
  return `${place}: ${field === '' ? '' : `${field}: `}${message}`
}

/** Something wrong, not yet found in a text. */
export interface Flaw {
  readonly path: FieldPath
  readonly message: string
}

/** A flaw of a definition that is no text. */
export const unplaced = ({ path, message }: Flaw): PipelineProblem => ({
  field: fieldOf(path),
  message,
  line: undefined,
  column: undefined,
})

/** A path as it is written in code. */
export const fieldOf = (path: FieldPath): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('')
