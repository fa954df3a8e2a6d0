/**
 * Evaluators of enterprise policies, for `createEmulator({ rego })`.
 *
 * @module
 */

export { type CompiledRego, compiledPolicy } from './rego/compiled-policy.ts'
export { findOpa } from './rego/opa/find-opa.ts'
export { type OpaBinary, type OpaBinaryOptions, opaBinary } from './rego/opa-binary.ts'
export type { Rego, RegoMoment, RegoPolicy } from './rego/rego.ts'
