/** Characters that nobody sees, or that turn the direction of what follows. */
const unseen = /([\p{C}\p{Zl}\p{Zp}])/u

/** A part of a text: as it is, or the name of a character that is not seen. */
export interface Part {
  readonly text: string
  readonly isUnseen: boolean
}

/** Takes a text apart into what is seen and what is not: `U+202E`. */
export const partsOf = (text: string): readonly Part[] =>
  text
    .split(unseen)
    .map((part, index) => ({ text: index % 2 === 1 ? nameOf(part) : part, isUnseen: index % 2 === 1 }))
    .filter((part) => part.text !== '')

const nameOf = (character: string) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** A text without markup, such as that of an option or a picture: what is not seen in it is told by its number. */
export const visible = (text: string): string =>
  partsOf(text)
    .map((part) => part.text)
    .join('')
