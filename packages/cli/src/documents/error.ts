import type { Head } from './head.ts'

/** Output of any command that fails. The exit code distinguishes failures further: see `exits`. */
export interface ErrorDocument extends Head<'error'> {
  /** Name of the error, such as `UsageError`. */
  readonly error: string
  /** What went wrong, and what to do about it. */
  readonly message: string
}
