/**
 * Which images a Docker index names.
 *
 * @module
 */
export * from './registry/index.ts'
