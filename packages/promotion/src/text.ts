/**
 * Makes untrusted text safe to show in texts of your own about packages: nothing in it moves the cursor, ends a line, starts markup or
 * mentions anybody.
 *
 * @module
 */

export { shortened } from './text/cut.ts'
export { markdownCell } from './text/markdown-cell.ts'
export { visible, visibleLines } from './text/visible.ts'
