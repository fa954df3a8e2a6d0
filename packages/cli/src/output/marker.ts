/** Bytes that a marker and its line break take, at most. */
export const markerRoom = 200

/**
 * The first line of a comment that stays one: it is not shown, and by it the comment is found again. What it is made of is cut, and cannot end it.
 *
 * @param names what tells it from other comments, such as two stages
 */
export const markerOf = (...names: readonly string[]): string =>
  `<!-- cloudsmith-promote:${names
    .join(':')
    .replace(/[^\w.:-]/g, '_')
    .slice(0, 160)} -->`

/** The marker that a text begins with already. */
export const markerIn = (text: string): string | undefined => /^<!-- cloudsmith-promote:[\w.:-]{1,160} -->/.exec(text)?.[0]
