/**
 * The building blocks for gates of your own, and for evaluating gates. The ready-made gates are in the main entry.
 *
 * @module
 */
export * from './gates/index.ts'
