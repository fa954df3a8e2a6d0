import type { Exit } from './exit-codes.ts'

/** One check, as reports of tests and scanners list them. */
export interface Check {
  /** What was checked: a package, a stage, a permission. */
  readonly subject: string
  /** The rule: a gate, a type of drift, an outcome. */
  readonly rule: string
  /** `passed`, `failed`, `waiting` (for people or time), or `skipped`. */
  readonly outcome: 'passed' | 'failed' | 'waiting' | 'skipped'
  /** Why, as sentences without a full stop. */
  readonly reasons: readonly string[]
}

/** Writes Markdown of at most `limit` bytes of UTF-8; `limit` is 1,000 or more. */
export type Markdown = (options: { readonly limit: number }) => string

/** The result of a command, for every output format. */
export interface Result {
  /** Name of the exit code. */
  readonly exit: Exit
  /** The JSON document, with a `kind` and a `version`. */
  readonly document: object
  /** The lines of NDJSON. Default: the document as one line. */
  readonly rows?: readonly object[] | undefined
  /** Plain text. */
  readonly text: string
  /** Markdown. */
  readonly markdown: Markdown
  /** The checks, for JUnit and SARIF. */
  readonly checks: readonly Check[]
  /** Outputs for later steps of a CI job. */
  readonly outputs?: Readonly<Record<string, string | number>> | undefined
}
