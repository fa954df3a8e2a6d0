/**
 * Gates that evaluate Rego policies.
 *
 * @module
 */
export * from './rego/index.ts'
