export { type CompiledPolicy, loadPolicy, MissingRuntimeError, messageOf } from './compiled-policy.ts'
export { findOpa, howToInstallOpa } from './opa/find-opa.ts'
export { startOpa } from './opa/opa.ts'
export { versionOfOpa } from './opa/opa-version.ts'
