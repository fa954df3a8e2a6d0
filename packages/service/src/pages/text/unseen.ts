/** Invisible characters, and those that change the direction of the following text. */
const unseen = /([\p{C}\p{Zl}\p{Zp}])/u

/** A part of a text: unchanged, or the code point of an invisible character. */
export interface Part {
  readonly text: string
  readonly isUnseen: boolean
}

/** Splits a text into visible parts and invisible characters, shown as `U+202E`. */
export const partsOf = (text: string): readonly Part[] =>
  text
    .split(unseen)
    .map((part, index) => ({ text: index % 2 === 1 ? nameOf(part) : part, isUnseen: index % 2 === 1 }))
    .filter((part) => part.text !== '')

const nameOf = (character: string) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** A plain text, for example for options and diagrams, in which invisible characters are shown by their code points. */
export const visible = (text: string): string =>
  partsOf(text)
    .map((part) => part.text)
    .join('')
