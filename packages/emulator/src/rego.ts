/**
 * Evaluators of enterprise policies: what `createEmulator({ rego })` takes.
 *
 * @module
 */

export { type CompiledRego, compiledPolicy } from './rego/compiled-policy.ts'
export { findOpa } from './rego/opa/find-opa.ts'
export { type OpaBinary, type OpaBinaryOptions, opaBinary } from './rego/opa-binary.ts'
export type { Rego, RegoMoment, RegoPolicy } from './rego/rego.ts'
