/**
 * JSON in which every character is visible: control characters and characters that change the direction of text are escaped, and so is what the log
 * of a CI job would take for a command. It parses to the same value.
 */
export const visibleJson = (value: unknown, indent?: number): string => visibleInQuotes(JSON.stringify(value, null, indent))

/** As {@link visibleJson}, for a text in which such characters occur only in double quotes, as in JSON. */
export const visibleInQuotes = (text: string): string =>
  text
    .replace(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (character) =>
      Array.from({ length: character.length }, (_, index) => code(character.charCodeAt(index))).join(''),
    )
    .replace(/#(?=#(?:vso)?\[)/g, code('#'.charCodeAt(0)))

const code = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`
