import { DocumentError, type DocumentProblem } from '../repository/document-error.ts'

/**
 * A pipeline that makes no sense, or a step that it does not have. Nothing was sent.
 *
 * @remedy Correct the pipeline at each of `problems`; `cloudsmith-promote validate` finds them all at once. The editor
 * finds them with the schema of the file.
 */
export class PipelineError extends DocumentError {
  static override readonly kind: string = 'PipelineError'

  /** @param source name of the file, for the message */
  constructor(problems: readonly DocumentProblem[], source = 'pipeline') {
    super(problems, source)
  }
}
