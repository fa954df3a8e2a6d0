/**
 * A text from outside on one line, with every character visible that could move a cursor, end a line or turn the direction of reading: such
 * as `\n` or `\u{1b}`. So is what the log of a CI job would take for a command: `::` at the beginning, `##[` and `##vso[` anywhere. Names come
 * from package authors, reasons from the service.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const visible = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => escapes[character] ?? escaped(character))
    .replace(/^( *):(?=:)/, `$1${escaped(':')}`)
    .replace(/#(?=#(?:vso)?\[)/g, escaped('#'))

/** Lines of which each is {@link visible}: none of them has become several. */
export const visibleLines = (lines: readonly string[]): string => lines.map(visible).join('\n')

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escaped = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`
