/**
 * What it takes to make gates, and to ask them about packages. Those that are ready to use are in the main entry.
 *
 * @module
 */
export * from './gates/index.ts'
