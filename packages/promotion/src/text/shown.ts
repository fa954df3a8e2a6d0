import { visible } from './visible.ts'

/** Characters of an untrusted text that a message shows, at most. */
const mostShown = 60

/** Formats an untrusted value for a message: on one line, {@link visible}, and shortened. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (typeof value === 'function') return 'a function'
  if (value instanceof Promise) return 'a promise'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

/** An untrusted text in quotes, {@link visible} and shortened. */
export const quoted = (text: string): string =>
  visible(JSON.stringify(text.length > mostShown ? `${text.slice(0, mostShown)}…` : text))
