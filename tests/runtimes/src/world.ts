/** What a story is told of the service that it works with, as JSON. */
export interface World {
  /** Where the emulator listens. */
  readonly url: string
  /** An API key that may do everything. */
  readonly key: string
  /** The workspace. */
  readonly owner: string
}

/** What came of a story, as JSON. */
export interface Outcome {
  /** What it saw; undefined where it failed. */
  readonly seen?: unknown
  /** Why it failed, with the stack. */
  readonly error?: string
}
