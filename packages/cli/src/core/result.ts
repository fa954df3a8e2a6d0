import type { Exit } from './exit-codes.ts'

/** One thing that was looked at, as reports of tests and of scanners have them. */
export interface Check {
  /** What was looked at: a package, a stage, a right. */
  readonly subject: string
  /** The rule: a gate, a kind of drift, an outcome. */
  readonly rule: string
  readonly outcome: 'passed' | 'failed' | 'waiting' | 'skipped'
  /** Sentences without full stop. */
  readonly reasons: readonly string[]
}

/** Writes a text of at most so many bytes of UTF-8, 1,000 or more. */
export type Markdown = (options: { readonly limit: number }) => string

/** What a command has to say, in every form that it may be asked for. */
export interface Result {
  readonly exit: Exit
  /** Plain data with a `kind` and a `version`. */
  readonly document: object
  /** The lines of NDJSON: what the document lists. Default: the document. */
  readonly rows?: readonly object[] | undefined
  readonly text: string
  readonly markdown: Markdown
  readonly checks: readonly Check[]
  /** What later steps of a CI job read: names and plain values. */
  readonly outputs?: Readonly<Record<string, string | number>> | undefined
}
