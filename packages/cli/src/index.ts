/**
 * The command line as a function, for tools and tests that want it in their own process.
 *
 * @module
 */
export type { Context, Sink } from './frame/context.ts'
export { type Exit, exits } from './frame/exit-codes.ts'
export { run } from './run.ts'
