/** A template helper, which computes a value from others. */
export type Helper = (...values: unknown[]) => unknown

/** Whether a value counts as true, by the rules of `{{#if}}`: an empty list does not. */
const truth = (value: unknown) => (Array.isArray(value) ? value.length > 0 : Boolean(value))

const compare = (a: unknown, b: unknown) => {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b)
  return number(a) - number(b)
}

/**
 * All helpers that Cloudsmith adds to Handlebars, by name. They use ordinary logic, even where the examples for `and`, `or` and `eq` in Cloudsmith's
 * documentation show something else.
 *
 * Numbers may be given as text. `floordiv` rounds down, and the result of `mod` has the sign of the divisor, so that the two are consistent.
 *
 * @throws {TypeError} a value has the wrong type, such as text in place of a number or a list
 * @throws {RangeError} division by zero
 */
export const helpers: Readonly<Record<string, Helper>> = {
  neg: (value) => -number(value),
  not: (value) => !truth(value),
  truth,
  tojson: (value) => JSON.stringify(value ?? null),
  add: (a, b) => number(a) + number(b),
  sub: (a, b) => number(a) - number(b),
  mul: (a, b) => number(a) * number(b),
  div: (a, b) => number(a) / divisor(b),
  floordiv: (a, b) => Math.floor(number(a) / divisor(b)),
  mod: (a, b) => number(a) - divisor(b) * Math.floor(number(a) / divisor(b)),
  concat: (a, b) => text(a) + text(b),
  and: (a, b) => truth(a) && truth(b),
  or: (a, b) => truth(a) || truth(b),
  xor: (a, b) => truth(a) !== truth(b),
  lt: (a, b) => compare(a, b) < 0,
  lte: (a, b) => compare(a, b) <= 0,
  gt: (a, b) => compare(a, b) > 0,
  gte: (a, b) => compare(a, b) >= 0,
  eq: (a, b) => (a ?? null) === (b ?? null),
  ne: (a, b) => (a ?? null) !== (b ?? null),
  contains: (needle, stack) => (Array.isArray(stack) ? stack.includes(needle) : text(stack).includes(text(needle))),
  startswith: (needle, stack) => text(stack).startsWith(text(needle)),
  endswith: (needle, stack) => text(stack).endsWith(text(needle)),
  join: (delimiter, list) => listOf(list).map(text).join(text(delimiter)),
  split: (delimiter, value) => text(value).split(text(delimiter)),
}

function number(value: unknown): number {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof read === 'number' && !Number.isNaN(read)) return read
  throw new TypeError(`${JSON.stringify(value) ?? 'undefined'} is not a number.`)
}

function divisor(value: unknown): number {
  const read = number(value)
  if (read === 0) throw new RangeError('Division by zero.')
  return read
}

function text(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'object') throw new TypeError('Expected a string, not a list or an object.')
  return String(value)
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  throw new TypeError(`${JSON.stringify(value) ?? 'undefined'} is not a list.`)
}
