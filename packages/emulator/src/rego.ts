/**
 * Evaluators of enterprise policies: what `createEmulator({ rego })` takes.
 *
 * @module
 */

export { type CompiledRego, compiledPolicy } from './epm/compiled-policy.ts'
export { findOpa } from './epm/find-opa.ts'
export { type OpaBinary, type OpaBinaryOptions, opaBinary } from './epm/opa-binary.ts'
export type { Rego, RegoMoment, RegoPolicy } from './world/epm.ts'
