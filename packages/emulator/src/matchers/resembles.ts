import { isDeepStrictEqual } from 'node:util'

/** Whether an object has all fields of another: nested objects are compared likewise, arrays element by element, everything else by equality. */
export function resembles(actual: unknown, wanted: unknown): boolean {
  if (isAsymmetric(wanted)) return wanted.asymmetricMatch(actual)
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(actual) && actual.length === wanted.length && wanted.every((item, index) => resembles(actual[index], item))
    )
  }
  if (!isPlain(wanted)) return isDeepStrictEqual(actual, wanted)
  if (typeof actual !== 'object' || actual === null) return false
  const fields = actual as Readonly<Record<string, unknown>>
  return Object.entries(wanted).every(([name, value]) => resembles(fields[name], value))
}

/** `expect.any(String)` and similar matchers of vitest and jest. */
interface Asymmetric {
  asymmetricMatch(actual: unknown): boolean
}

function isAsymmetric(value: unknown): value is Asymmetric {
  return typeof value === 'object' && value !== null && 'asymmetricMatch' in value && typeof value.asymmetricMatch === 'function'
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
