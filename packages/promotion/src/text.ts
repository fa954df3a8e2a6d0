/**
 * Texts from outside, for texts of your own about packages: nothing in them moves a cursor, ends a line, begins markup or mentions anybody.
 *
 * @module
 */

export { shortened } from './text/cut.ts'
export { markdownCell } from './text/markdown-cell.ts'
export { visible, visibleLines } from './text/visible.ts'
