/** A text in one line, in which signs are visible that are not, or that turn others around. */
export const visible = (text: string): string =>
  text.replace(/[\r\n\t]+/g, ' ').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}')

/** For Slack: so nothing is a mention, a channel or a link. Lines are told not to look for those in plain words. */
export const forSlack = (text: string): string =>
  visible(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Cuts what was escaped for Slack, but not in the midst of a sign. */
export const cutForSlack = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/&[a-z]{0,3}$|[\ud800-\udbff]$/, '')}…`

/** Cuts a text. */
export const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`
