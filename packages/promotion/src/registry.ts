/**
 * Reads Docker registries: which images an index names.
 *
 * @module
 */
export * from './registry/index.ts'
