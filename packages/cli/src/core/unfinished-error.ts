import type { Result } from './result.ts'

/** A command could not go on after it had done something. What it did is its result all the same; how it ends, `cause` says. */
export class UnfinishedError extends Error {
  override readonly name = 'UnfinishedError'
  readonly done: Result

  constructor(done: Result, cause: unknown) {
    super('The command did not finish.', { cause })
    this.done = done
  }
}
