/**
 * Gates that ask policies in Rego.
 *
 * @module
 */
export * from './rego/index.ts'
