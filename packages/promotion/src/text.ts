import type { Identity } from './identity.ts'

/** A package in words, unlike every other. */
export const nameOf = ({ format, name, version, filename }: Identity): string => `${format} ${name} ${version} (${filename})`

/**
 * Text for a cell of a Markdown table. Names come from package authors: nothing in them may end a cell, begin markup or mention people (`@`).
 */
export const cell = (text: string): string =>
  text.replace(/\p{Cc}+/gu, ' ').replace(/[\\`*_[\]<>|~#&@]/g, (character) => `&#${character.charCodeAt(0)};`)
