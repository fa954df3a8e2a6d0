/**
 * JSON in which everything can be seen: what could move a cursor or turn the direction of reading is written as its code, and so is what the log of a CI
 * job would take for a command. It reads back as the same value.
 */
export const visibleJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent)
    .replace(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (character) =>
      Array.from({ length: character.length }, (_, index) => code(character.charCodeAt(index))).join(''),
    )
    .replace(/#(?=#(?:vso)?\[)/g, code('#'.charCodeAt(0)))

const code = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`
