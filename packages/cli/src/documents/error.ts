import type { Head } from './head.ts'

/** What any command says where it fails. The exit code tells more: see `exits`. */
export interface ErrorDocument extends Head<'error'> {
  /** Kind of the error, such as `UsageError`. */
  readonly error: string
  readonly message: string
}
