/** A helper of a template: values in, a value out. */
export type Helper = (...values: unknown[]) => unknown

/** What counts as true: as in `{{#if}}`, so that an empty list does not. */
const truth = (value: unknown) => (Array.isArray(value) ? value.length > 0 : Boolean(value))

const compare = (a: unknown, b: unknown) => {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b)
  return number(a) - number(b)
}

/**
 * Every helper that Cloudsmith adds to Handlebars, by its name. The logic is the usual one, also where the examples in Cloudsmith's
 * documentation of `and`, `or` and `eq` have it otherwise.
 *
 * Numbers may come as text. Division rounds down and the sign of `mod` is the divisor's, so that the two fit together.
 *
 * @throws {TypeError} a value is no number where one is needed, or is nothing that can be looked into
 * @throws {RangeError} a division by zero
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
