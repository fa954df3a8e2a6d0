/** What runs wherever there is WebAssembly; `…/opa` needs Node. */
export { type CompiledPolicy, loadPolicy, MissingRuntimeError, messageOf } from './compiled-policy.ts'
