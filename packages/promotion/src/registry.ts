/**
 * Which images a Docker index names, and the registry to ask.
 *
 * @module
 */
export * from './registry/index.ts'
