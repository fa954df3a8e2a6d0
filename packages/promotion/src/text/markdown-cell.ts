import { visible } from './visible.ts'

/**
 * Escapes untrusted text for Markdown, such as for a cell of a table: nothing in it can end the cell, start markup or mention people (`@`).
 */
export const markdownCell = (text: string): string =>
  visible(text).replace(/[\\`*_[\]<>|~#&@]/g, (character) => `&#${character.charCodeAt(0)};`)
