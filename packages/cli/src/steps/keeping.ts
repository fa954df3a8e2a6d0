import type { Result } from '../core/result.ts'
import { UnfinishedError } from '../core/unfinished-error.ts'
import { writeDocument } from '../files/write-document.ts'
import type { Task } from '../frame/task.ts'

/** What a run came to, and what cut it off, if anything did. */
interface Kept {
  readonly document: object
  readonly result: Result
  readonly cut: Error | undefined
}

/**
 * Keeps what a run did in the file that was asked for, and gives its result. Where the file cannot be written, nothing of it is lost.
 *
 * @throws {UnfinishedError} it was cut off, or cannot be kept
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
