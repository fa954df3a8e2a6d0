/**
 * Makes untrusted text safe to print on one line. Every character that could move the cursor, end a line or change the direction of reading
 * is escaped, such as `\n` or `\u{1b}`. So is what the log of a CI job would interpret as a command: `::` at the beginning, `##[` and
 * `##vso[` anywhere. Names come from package authors, and reasons from the service.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const visible = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => escapes[character] ?? escaped(character))
    .replace(/^( *):(?=:)/, `$1${escaped(':')}`)
    .replace(/#(?=#(?:vso)?\[)/g, escaped('#'))

/** Joins lines after making each of them {@link visible}, so that none turns into several. */
export const visibleLines = (lines: readonly string[]): string => lines.map(visible).join('\n')

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escaped = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`
