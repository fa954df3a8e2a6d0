/** A text in one line, in which invisible characters and those that change the direction of text are visible. */
export const visible = (text: string): string =>
  text.replace(/[\r\n\t]+/g, ' ').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}')

/** Escapes text for Slack, so that it contains no mentions, channels or links. Slack is also told not to detect them in plain text. */
export const forSlack = (text: string): string =>
  visible(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Cuts text that is escaped for Slack, without splitting an escape sequence. */
export const cutForSlack = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/&[a-z]{0,3}$|[\ud800-\udbff]$/, '')}…`

/** Cuts a text to a maximum length. */
export const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`
