/**
 * How much Markdown GitHub accepts, in bytes: `comment` for a comment or description of a pull request (65,536), and `summary` for the
 * summary of a job step (1 MiB).
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const markdownLimits = { comment: 65_536, summary: 1_048_576 } as const

/** Options for texts in Markdown. */
export interface MarkdownOptions {
  /**
   * The maximum length of the text in bytes of UTF-8, at least 1,000. A text never has more characters than bytes, so it also fits a limit in
   * characters. Default: 65,536, a comment; see {@link markdownLimits}.
   */
  limit?: number | undefined
}

/** With less there is no room to say what was left out. */
export const leastLimit = 1_000

/** Items that a text names individually where it says the same about many. */
export const mostNamed = 20

/** Characters of a text from elsewhere, such as a reason of the service; a longer one is shortened. */
export const longestText = 1_000
