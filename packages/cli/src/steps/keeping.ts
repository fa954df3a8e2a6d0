import type { Result } from '../core/result.ts'
import { UnfinishedError } from '../core/unfinished-error.ts'
import { writeDocument } from '../files/write-document.ts'
import type { Task } from '../frame/task.ts'

/** The result of a run, and the error that interrupted it, if any. */
interface Kept {
  readonly document: object
  readonly result: Result
  readonly cut: Error | undefined
}

/**
 * Writes the document of a run to the requested file, and returns its result. If the file cannot be written, the result is not lost.
 *
 * @throws {UnfinishedError} the run was interrupted, or the file cannot be written; carries the result
 */
export async function keeping(task: Task, file: string | undefined, { document, result, cut }: Kept): Promise<Result> {
  try {
    if (file !== undefined) await writeDocument(task.context, file, document)
  } catch (error) {
    if (cut !== undefined) task.note(cut.message)
    throw new UnfinishedError(result, error)
  }
  if (cut !== undefined) throw new UnfinishedError(result, cut)
  return result
}
