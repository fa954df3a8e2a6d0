/**
 * The command line as a function, for tools and tests that want it in their own process.
 *
 * @module
 */
export type { Context, Sink } from './core/context.ts'
export { type Exit, exits } from './core/exit-codes.ts'
export { run } from './run.ts'
