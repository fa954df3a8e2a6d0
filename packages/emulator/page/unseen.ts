/** Characters that are invisible, or change the direction of the text after them. */
const unseen = /([\p{C}\p{Zl}\p{Zp}])/u

/** The same, except those that lay out a text of several lines. */
const unseenInLines = /((?![\n\t])[\p{C}\p{Zl}\p{Zp}])/u

/** A part of a text: unchanged, or the code of an invisible character. */
export interface Part {
  readonly text: string
  readonly isUnseen: boolean
}

/** Splits a text into visible parts and invisible characters, such as `U+202E`. */
export function partsOf(text: string, areLines = false): Part[] {
  return text
    .split(areLines ? unseenInLines : unseen)
    .map((part, index) => ({ text: index % 2 === 1 ? nameOf(part) : part, isUnseen: index % 2 === 1 }))
    .filter((part) => part.text !== '')
}

const nameOf = (character: string) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
