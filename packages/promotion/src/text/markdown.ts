import { visible } from './visible.ts'

/** Text for a cell of a Markdown table: nothing in it may end the cell, begin markup or mention people (`@`). */
export const markdownCell = (text: string): string =>
  visible(text).replace(/[\\`*_[\]<>|~#&@]/g, (character) => `&#${character.charCodeAt(0)};`)

/** A table of Markdown; without rows, none. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : [line(head), line(head.map(() => '---')), ...rows.map(line)]

/** A heading, and what is below it. */
export const markdownSection = (heading: string, lines: readonly string[]): string =>
  `### ${markdownCell(heading)}\n\n${lines.join('\n')}\n`

const line = (texts: readonly string[]): string => `| ${texts.map(markdownCell).join(' | ')} |`
