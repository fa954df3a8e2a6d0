/** What is promoted: all that has a tag, one package by its identity, or what a webhook tells of. */
export type What = 'tagged' | 'one' | 'event'

/** What a promotion took. */
export interface Took {
  readonly requests: number
  /** The most resident memory that the process ever had, over what it had right before. */
  readonly peakMB: number
  /** What the plan said of applying it; null where there was none to ask. */
  readonly foretold: number | null
  /** Every request, in order. */
  readonly byKind: readonly string[]
}
