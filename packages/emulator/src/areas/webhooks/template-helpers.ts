/** A function that templates can call. */
export type TemplateHelper = (...values: unknown[]) => unknown

/**
 * The helpers that the service adds to those of Handlebars. Integer division rounds down, and lists are true if they are not empty, as in `{{#if}}`.
 *
 * @throws {Error} for values of the wrong type
 * @see docs/service.md#handlebars
 */
export const templateHelpers: Readonly<Record<string, TemplateHelper>> = {
  neg: (value) => -numberOf(value),
  not: (value) => !isTrue(value),
  truth: (value) => isTrue(value),
  tojson: (value) => JSON.stringify(value) ?? 'null',
  add: (a, b) => numberOf(a) + numberOf(b),
  sub: (a, b) => numberOf(a) - numberOf(b),
  mul: (a, b) => numberOf(a) * numberOf(b),
  div: (a, b) => numberOf(a) / divisorOf(b),
  floordiv: (a, b) => Math.floor(numberOf(a) / divisorOf(b)),
  mod: (a, b) => remainder(numberOf(a), divisorOf(b)),
  concat: (a, b) => textOf(a) + textOf(b),
  and: (a, b) => isTrue(a) && isTrue(b),
  or: (a, b) => isTrue(a) || isTrue(b),
  xor: (a, b) => isTrue(a) !== isTrue(b),
  lt: (a, b) => order(a, b) < 0,
  lte: (a, b) => order(a, b) <= 0,
  gt: (a, b) => order(a, b) > 0,
  gte: (a, b) => order(a, b) >= 0,
  eq: (a, b) => isSame(a, b),
  ne: (a, b) => !isSame(a, b),
  contains: (needle, stack) => (Array.isArray(stack) ? stack.includes(needle) : textOf(stack).includes(textOf(needle))),
  startswith: (needle, stack) => textOf(stack).startsWith(textOf(needle)),
  endswith: (needle, stack) => textOf(stack).endsWith(textOf(needle)),
  join: (delimiter, list) => listOf(list).map(textOf).join(textOf(delimiter)),
  split: (delimiter, text) => textOf(text).split(textOf(delimiter)),
}

const isTrue = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value))

const isSame = (a: unknown, b: unknown): boolean => (a ?? null) === (b ?? null)

/** Less than, equal to or greater than zero: strings are compared as text, everything else as numbers. */
function order(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : a < b ? -1 : 1
  return numberOf(a) - numberOf(b)
}

function numberOf(value: unknown): number {
  const isText = typeof value === 'string' && value.trim() !== ''
  const number = isText || typeof value === 'number' ? Number(value) : Number.NaN
  if (Number.isNaN(number)) throw new TypeError(`${JSON.stringify(value) ?? 'Nothing'} is not a number.`)
  return number
}

function divisorOf(value: unknown): number {
  const number = numberOf(value)
  if (number === 0) throw new RangeError('Division by zero is not possible.')
  return number
}

const remainder = (value: number, divisor: number): number => value - divisor * Math.floor(value / divisor)

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) throw new TypeError('A list or an object is not a text.')
  return String(value ?? '')
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${JSON.stringify(value) ?? 'Nothing'} is not a list.`)
  return value
}
