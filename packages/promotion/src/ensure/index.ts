export { type EnsureOptions, ensure } from './ensure.ts'
export { ensureMarkdown, ensureText } from './ensure-text.ts'
export type { Created, Difference, Ensured } from './ensured.ts'
export { EnsureInterruptedError } from './interrupted-error.ts'
