export { type CompiledPolicy, loadPolicy, MissingRuntimeError, messageOf } from './compiled-policy.ts'
