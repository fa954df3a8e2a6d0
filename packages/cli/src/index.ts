/**
 * The command line as a function, for tools and tests that run it in their own process, and the types of its JSON output.
 *
 * @module
 */
export type { Context, Sink } from './core/context.ts'
export { type Exit, exits } from './core/exit-codes.ts'
export type { DocumentKind, Documents, Lines } from './documents/index.ts'
export { run } from './run.ts'
