import type { Result } from './result.ts'

/** A command was interrupted after it had done something. It still has a result; `cause` determines the exit code. */
export class UnfinishedError extends Error {
  override readonly name = 'UnfinishedError'
  readonly done: Result

  constructor(done: Result, cause: unknown) {
    super('The command did not finish.', { cause })
    this.done = done
  }
}
