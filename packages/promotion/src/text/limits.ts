/**
 * How much Markdown those take who show it: `comment`, a comment or description of a pull request (65,536 characters), and `summary`, the
 * summary of a step of a job (1 MiB).
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const markdownLimits = { comment: 65_536, summary: 1_048_576 } as const

/** Options of what writes Markdown. */
export interface MarkdownOptions {
  /**
   * Bytes of UTF-8 that the text may have at most, 1,000 or more: never fewer than its characters, so that it fits where those are counted too.
   * Default: 65,536, a comment; see {@link markdownLimits}.
   */
  limit?: number | undefined
}

/** Below that there is no room to say what was left out. */
export const leastLimit = 1_000

/** Things that a text names one by one where it says the same of many. */
export const mostNamed = 20

/** Characters of a text from elsewhere, such as a reason of the service: what is longer is cut. */
export const longestText = 1_000
