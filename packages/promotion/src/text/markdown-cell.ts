import { visible } from './visible.ts'

/** A text from outside in Markdown, such as in a cell of a table: nothing in it may end the cell, begin markup or mention people (`@`). */
export const markdownCell = (text: string): string =>
  visible(text).replace(/[\\`*_[\]<>|~#&@]/g, (character) => `&#${character.charCodeAt(0)};`)
