import { DocumentError, type DocumentProblem } from '../repository/document-error.ts'

/**
 * The pipeline is invalid, or does not have the stage or edge that was named. Nothing was sent.
 *
 * @remedy Correct the pipeline at each of `problems`. `cloudsmith-promote validate` reports them all at once, and editors show them as you
 * type if the file names its JSON Schema.
 */
export class PipelineError extends DocumentError {
  static override readonly kind: string = 'PipelineError'

  /** @param source name of the file, for the message */
  constructor(problems: readonly DocumentProblem[], source = 'pipeline') {
    super(problems, source)
  }
}
