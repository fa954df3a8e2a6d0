/** The output formats of results. */
export const outputFormats = ['text', 'json', 'ndjson', 'markdown', 'junit', 'sarif'] as const

/** @see outputFormats */
export type OutputFormat = (typeof outputFormats)[number]
