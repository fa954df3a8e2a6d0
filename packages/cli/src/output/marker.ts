/** Maximum number of bytes of a marker with its line break. */
export const markerRoom = 200

/**
 * The hidden first line by which a comment is found again. The names in it are shortened and cannot end it.
 *
 * @param names what distinguishes it from other comments, such as two stages
 */
export const markerOf = (...names: readonly string[]): string =>
  `<!-- cloudsmith-promote:${names
    .join(':')
    .replace(/[^\w.:-]/g, '_')
    .slice(0, 160)} -->`

/** The marker at the start of a text; undefined if there is none. */
export const markerIn = (text: string): string | undefined => /^<!-- cloudsmith-promote:[\w.:-]{1,160} -->/.exec(text)?.[0]
