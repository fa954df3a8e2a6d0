/**
 * The command line as a function, for tools and tests that want it in their own process, and the types of what it prints.
 *
 * @module
 */
export type { Context, Sink } from './core/context.ts'
export { type Exit, exits } from './core/exit-codes.ts'
export type { DocumentKind, Documents, Lines } from './documents/index.ts'
export { run } from './run.ts'
